//! Right, and built otherwise: the frontier keeps who links to whom and computes all depths
//! anew. Whoever has an answer passes on what may be fetched now, and closes at the end.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use lab::channel::{self, Sender};
use lab::sync::{Arc, Mutex};
use lab::thread;
use workloads::job::PoolError;
use workloads::site::{Answer, Limits, Visit, host};

pub struct Frontier {
    limits: Limits,
    roots: HashMap<String, u32>,
    graph: HashMap<String, Vec<String>>,
    depths: HashMap<String, u32>,
    seen: HashSet<String>,
    waiting: BTreeMap<usize, String>,
    under_way: HashMap<String, usize>,
    number: usize,
}

impl Frontier {
    pub fn new(limits: Limits) -> Frontier {
        Frontier {
            limits,
            roots: HashMap::new(),
            graph: HashMap::new(),
            depths: HashMap::new(),
            seen: HashSet::new(),
            waiting: BTreeMap::new(),
            under_way: HashMap::new(),
            number: 0,
        }
    }

    fn again(&mut self) {
        let mut by_depth: Vec<_> =
            self.roots.iter().map(|(u, &d)| (d, u.clone())).collect();
        by_depth.sort();
        let mut todo: BTreeMap<u32, VecDeque<String>> = BTreeMap::new();
        for (d, u) in by_depth {
            todo.entry(d).or_default().push_back(u);
        }
        self.depths.clear();
        while let Some((depth, urls)) = todo.pop_first() {
            if depth > self.limits.depth {
                break;
            }
            for url in urls {
                if self.depths.contains_key(&url) {
                    continue;
                }
                self.depths.insert(url.clone(), depth);
                if let Some(links) = self.graph.get(&url)
                    && let Some(next) = depth.checked_add(1)
                {
                    todo.entry(next).or_default().extend(links.iter().cloned());
                }
                if self.seen.insert(url.clone()) {
                    self.waiting.insert(self.number, url);
                    self.number += 1;
                }
            }
        }
    }

    pub fn found(&mut self, url: &str, depth: u32) {
        let at = self.roots.entry(url.to_owned()).or_insert(depth);
        *at = depth.min(*at);
        self.again();
    }

    pub fn take(&mut self) -> Option<String> {
        let number = *self
            .waiting
            .iter()
            .find(|(_, url)| {
                self.under_way.get(host(url)).copied().unwrap_or(0)
                    < self.limits.per_host
            })?
            .0;
        let url = self.waiting.remove(&number)?;
        *self.under_way.entry(host(&url).to_owned()).or_default() += 1;
        Some(url)
    }

    pub fn fetched(&mut self, url: &str, answer: &Answer) {
        let count = self.under_way.get_mut(host(url)).unwrap();
        *count -= 1;
        if *count == 0 {
            self.under_way.remove(host(url));
        }
        if let Ok(gave) = answer {
            self.graph.insert(url.to_owned(), gave.links().to_vec());
            self.again();
        }
    }

    pub fn is_done(&self) -> bool {
        self.waiting.is_empty() && self.under_way.is_empty()
    }

    pub fn depth(&self, url: &str) -> Option<u32> {
        self.depths.get(url).copied()
    }
}

struct Shared {
    frontier: Frontier,
    urls: Option<Sender<String>>,
    answers: Vec<(String, Answer)>,
    busy: usize,
}

impl Shared {
    fn pass_on(&mut self, workers: usize) {
        while self.busy < workers
            && let Some(url) = self.frontier.take()
        {
            self.busy += 1;
            self.urls.as_ref().unwrap().send(url).unwrap();
        }
        if self.frontier.is_done() {
            self.urls = None;
        }
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
    let (tx, rx) = channel::unbounded::<String>();
    let mut frontier = Frontier::new(limits);
    frontier.found(start, 0);
    let mut shared = Shared {
        frontier,
        urls: Some(tx),
        answers: Vec::new(),
        busy: 0,
    };
    shared.pass_on(limits.workers);
    let shared = Arc::new(Mutex::new(shared));
    let fetch = Arc::new(fetch);
    let threads: Vec<_> = (0..limits.workers)
        .map(|_| {
            let (rx, shared, fetch) =
                (rx.clone(), Arc::clone(&shared), Arc::clone(&fetch));
            thread::spawn(move || {
                while let Ok(url) = rx.recv() {
                    let answer = fetch(&url);
                    let mut s = shared.lock().unwrap();
                    s.busy -= 1;
                    s.frontier.fetched(&url, &answer);
                    s.answers.push((url, answer));
                    s.pass_on(limits.workers);
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    let mut s = shared.lock().unwrap();
    let answers = std::mem::take(&mut s.answers);
    Ok(answers
        .into_iter()
        .map(|(url, answer)| Visit {
            depth: s.frontier.depth(&url).unwrap(),
            url,
            answer,
        })
        .collect())
}
