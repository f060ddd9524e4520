//! Right, and built otherwise: a queue for each host, and a channel for each worker,
//! who is sent an address when it is known to be free.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::Arc;

use lab::{channel, thread};
use workloads::job::PoolError;
use workloads::site::{Answer, Limits, Visit, host};

pub struct Frontier {
    limits: Limits,
    hosts: BTreeMap<String, Host>,
    depth: HashMap<String, u32>,
    leads_to: HashMap<String, Vec<String>>,
    found: usize,
}

#[derive(Default)]
struct Host {
    under_way: HashSet<String>,
    /// With their places in the order of finding.
    waiting: VecDeque<(usize, String)>,
}

impl Frontier {
    pub fn new(limits: Limits) -> Frontier {
        Frontier {
            limits,
            hosts: BTreeMap::new(),
            depth: HashMap::new(),
            leads_to: HashMap::new(),
            found: 0,
        }
    }

    pub fn found(&mut self, url: &str, depth: u32) {
        // Level by level: the first way to an address is the shortest.
        let mut level = vec![url.to_owned()];
        for depth in depth..=self.limits.depth {
            let mut next = Vec::new();
            for url in level {
                let known = self.depth.insert(url.clone(), depth);
                if let Some(known) = known.filter(|known| *known <= depth) {
                    self.depth.insert(url, known);
                    continue;
                }
                next.extend(self.leads_to.get(&url).into_iter().flatten().cloned());
                if known.is_none() {
                    let host = self.hosts.entry(host(&url).to_owned());
                    host.or_default().waiting.push_back((self.found, url));
                    self.found += 1;
                }
            }
            if next.is_empty() {
                break;
            }
            level = next;
        }
    }

    pub fn take(&mut self) -> Option<String> {
        let per_host = self.limits.per_host;
        let free = self.hosts.values_mut().filter(|host| {
            host.under_way.len() < per_host && !host.waiting.is_empty()
        });
        let host =
            free.min_by_key(|host| host.waiting.front().map(|(at, _)| *at))?;
        let (_, url) = host.waiting.pop_front()?;
        host.under_way.insert(url.clone());
        Some(url)
    }

    pub fn fetched(&mut self, url: &str, answer: &Answer) {
        if let Some(host) = self.hosts.get_mut(host(url)) {
            host.under_way.remove(url);
        }
        let links = answer.as_ref().map_or(&[][..], |page| page.links());
        self.leads_to.insert(url.to_owned(), links.to_vec());
        let depth = self.depth.get(url).copied();
        for link in links {
            if let Some(depth) = depth {
                self.found(link, depth + 1);
            }
        }
    }

    pub fn is_done(&self) -> bool {
        let mut hosts = self.hosts.values();
        hosts.all(|host| host.waiting.is_empty() && host.under_way.is_empty())
    }

    pub fn depth(&self, url: &str) -> Option<u32> {
        self.depth.get(url).copied()
    }
}

pub fn crawl<F>(
    start: &str,
    limits: Limits,
    fetch: F,
) -> Result<Vec<Visit>, PoolError>
where
    F: Fn(&str) -> Answer + Send + Sync + 'static,
{
    if limits.workers == 0 || limits.per_host == 0 {
        return Err(PoolError::NoWorkers);
    }
    let fetch = Arc::new(fetch);
    let (answers_tx, answers_rx) = channel::unbounded();
    let (mut workers, mut mailboxes) = (Vec::new(), Vec::new());
    for number in 0..limits.workers {
        let (mailbox, urls) = channel::bounded::<String>(1);
        let (fetch, answers_tx) = (Arc::clone(&fetch), answers_tx.clone());
        mailboxes.push(mailbox);
        workers.push(thread::spawn(move || {
            for url in urls {
                let answer = fetch(&url);
                if answers_tx.send((number, url, answer)).is_err() {
                    break;
                }
            }
        }));
    }
    drop(answers_tx);

    let mut frontier = Frontier::new(limits);
    frontier.found(start, 0);
    let mut answers = Vec::new();
    let mut free: Vec<usize> = (0..limits.workers).collect();
    while !frontier.is_done() {
        while let Some(number) = free.pop() {
            let Some(url) = frontier.take() else {
                free.push(number);
                break;
            };
            mailboxes[number].send(url).expect("its owner waits");
        }
        let (number, url, answer) = answers_rx.recv().expect("one is fetched");
        frontier.fetched(&url, &answer);
        answers.push((url, answer));
        free.push(number);
    }
    drop(mailboxes);
    for worker in workers {
        worker.join().expect("no panic");
    }
    let depth = |url: &str| frontier.depth(url).unwrap_or_default();
    let visits = answers.into_iter().map(|(url, answer)| Visit {
        depth: depth(&url),
        url,
        answer,
    });
    Ok(visits.collect())
}
