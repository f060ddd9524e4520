//! Wrong: one worker is woken for all links of a page; the others sleep on.

use std::collections::{BTreeMap, HashMap};

use lab::sync::{Arc, Condvar, Mutex};
use lab::thread;
use workloads::job::PoolError;
use workloads::site::{Answer, Limits, Visit, host};

#[derive(Default)]
struct Known {
    depth: u32,
    /// Its place in the order of finding.
    number: usize,
    state: State,
}

#[derive(Default, PartialEq)]
enum State {
    #[default]
    Waiting,
    UnderWay,
    Fetched(Vec<String>),
}

pub struct Frontier {
    limits: Limits,
    known: HashMap<String, Known>,
}

impl Frontier {
    pub fn new(limits: Limits) -> Frontier {
        let known = HashMap::new();
        Frontier { limits, known }
    }

    pub fn found(&mut self, url: &str, depth: u32) {
        if depth > self.limits.depth {
            return;
        }
        let number = self.known.len();
        let links = match self.known.get_mut(url) {
            None => {
                let known = Known {
                    depth,
                    number,
                    ..Known::default()
                };
                self.known.insert(url.to_owned(), known);
                return;
            }
            Some(known) if known.depth <= depth => return,
            Some(known) => {
                known.depth = depth;
                match &known.state {
                    State::Fetched(links) => links.clone(),
                    _ => return,
                }
            }
        };
        for link in links {
            self.found(&link, depth + 1);
        }
    }

    pub fn take(&mut self) -> Option<String> {
        let mut busy: BTreeMap<&str, usize> = BTreeMap::new();
        for (url, known) in &self.known {
            if known.state == State::UnderWay {
                *busy.entry(host(url)).or_default() += 1;
            }
        }
        let per_host = self.limits.per_host;
        let free = self.known.iter().filter(|(url, known)| {
            known.state == State::Waiting
                && busy.get(host(url)).is_none_or(|&n| n < per_host)
        });
        let (url, _) = free.min_by_key(|(_, known)| known.number)?;
        let url = url.clone();
        self.known.get_mut(&url)?.state = State::UnderWay;
        Some(url)
    }

    pub fn fetched(&mut self, url: &str, answer: &Answer) {
        let links = match answer {
            Ok(page) => page.links().to_vec(),
            Err(_) => Vec::new(),
        };
        let Some(known) = self.known.get_mut(url) else {
            return;
        };
        known.state = State::Fetched(links.clone());
        let depth = known.depth;
        for link in links {
            self.found(&link, depth + 1);
        }
    }

    pub fn is_done(&self) -> bool {
        let fetched = |known: &Known| matches!(known.state, State::Fetched(_));
        self.known.values().all(fetched)
    }

    pub fn depth(&self, url: &str) -> Option<u32> {
        self.known.get(url).map(|known| known.depth)
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
    let mut frontier = Frontier::new(limits);
    frontier.found(start, 0);
    let shared = Arc::new((Mutex::new((frontier, Vec::new())), Condvar::new()));
    let fetch = Arc::new(fetch);
    let workers: Vec<_> = (0..limits.workers)
        .map(|_| {
            let (shared, fetch) = (Arc::clone(&shared), Arc::clone(&fetch));
            thread::spawn(move || {
                let (state, changed) = &*shared;
                let mut guard = state.lock().unwrap();
                loop {
                    if guard.0.is_done() {
                        return;
                    }
                    let Some(url) = guard.0.take() else {
                        guard = changed.wait(guard).unwrap();
                        continue;
                    };
                    drop(guard);
                    let answer = fetch(&url);
                    guard = state.lock().unwrap();
                    guard.0.fetched(&url, &answer);
                    guard.1.push((url, answer));
                    if guard.0.is_done() {
                        changed.notify_all();
                    } else {
                        changed.notify_one();
                    }
                }
            })
        })
        .collect();
    for worker in workers {
        worker.join().expect("no panic");
    }
    let mut guard = shared.0.lock().unwrap();
    let answers = std::mem::take(&mut guard.1);
    let visits = answers.into_iter().map(|(url, answer)| Visit {
        depth: guard.0.depth(&url).unwrap_or(0),
        url,
        answer,
    });
    Ok(visits.collect())
}
