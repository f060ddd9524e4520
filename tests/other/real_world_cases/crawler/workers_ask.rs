//! Right, and built otherwise: a free worker asks for an address, and sends along the
//! channel on which it waits for it.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use lab::{channel, thread};
use workloads::job::PoolError;
use workloads::site::{Answer, Limits, Visit, host};

pub struct Frontier {
    limits: Limits,
    depth: HashMap<String, u32>,
    links: HashMap<String, Vec<String>>,
    waiting: VecDeque<String>,
    in_flight: HashMap<String, usize>,
}

impl Frontier {
    pub fn new(limits: Limits) -> Frontier {
        Frontier {
            limits,
            depth: HashMap::new(),
            links: HashMap::new(),
            waiting: VecDeque::new(),
            in_flight: HashMap::new(),
        }
    }

    pub fn found(&mut self, url: &str, depth: u32) {
        let mut found = vec![(url.to_owned(), depth)];
        while let Some((url, depth)) = found.pop() {
            let known = self.depth.get(&url).copied();
            if depth > self.limits.depth || known.is_some_and(|k| k <= depth) {
                continue;
            }
            for link in self.links.get(&url).into_iter().flatten() {
                found.push((link.clone(), depth + 1));
            }
            if known.is_none() {
                // Known from now on, though not yet fetched: never given out twice.
                self.waiting.push_back(url.clone());
            }
            self.depth.insert(url, depth);
        }
    }

    pub fn take(&mut self) -> Option<String> {
        let has_room = |url: &String| {
            let in_flight = self.in_flight.get(host(url)).copied();
            in_flight.unwrap_or(0) < self.limits.per_host
        };
        let at = self.waiting.iter().position(has_room)?;
        let url = self.waiting.remove(at)?;
        *self.in_flight.entry(host(&url).to_owned()).or_insert(0) += 1;
        Some(url)
    }

    pub fn fetched(&mut self, url: &str, answer: &Answer) {
        if let Some(in_flight) = self.in_flight.get_mut(host(url)) {
            *in_flight -= 1;
        }
        let Ok(page) = answer else { return };
        self.links.insert(url.to_owned(), page.links().to_vec());
        if let Some(depth) = self.depth(url) {
            for link in page.links() {
                self.found(link, depth + 1);
            }
        }
    }

    pub fn is_done(&self) -> bool {
        self.waiting.is_empty() && self.in_flight.values().all(|&n| n == 0)
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
    enum ToMain {
        Free(channel::Sender<String>),
        Done(String, Answer),
    }
    let fetch = Arc::new(fetch);
    let (tx, rx) = channel::unbounded::<ToMain>();
    let workers: Vec<_> = (0..limits.workers)
        .map(|_| {
            let (tx, fetch) = (tx.clone(), Arc::clone(&fetch));
            thread::spawn(move || {
                loop {
                    let (mine_tx, mine_rx) = channel::bounded(1);
                    if tx.send(ToMain::Free(mine_tx)).is_err() {
                        return;
                    }
                    let Ok(url) = mine_rx.recv() else { return };
                    let answer = fetch(&url);
                    if tx.send(ToMain::Done(url, answer)).is_err() {
                        return;
                    }
                }
            })
        })
        .collect();
    drop(tx);
    let mut frontier = Frontier::new(limits);
    frontier.found(start, 0);
    let mut idle: Vec<channel::Sender<String>> = Vec::new();
    let mut answers = Vec::new();
    while !frontier.is_done() {
        match rx.recv().expect("workers live") {
            ToMain::Free(worker) => idle.push(worker),
            ToMain::Done(url, answer) => {
                frontier.fetched(&url, &answer);
                answers.push((url, answer));
            }
        }
        while !idle.is_empty()
            && let Some(url) = frontier.take()
        {
            idle.pop().unwrap().send(url).unwrap();
        }
    }
    drop((idle, rx));
    for worker in workers {
        worker.join().unwrap();
    }
    Ok(answers
        .into_iter()
        .map(|(url, answer)| Visit {
            depth: frontier.depth(&url).unwrap(),
            url,
            answer,
        })
        .collect())
}
