//! Wrong: sends everything that may be fetched into queues that hold a hundred.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use lab::{channel, thread};
use workloads::job::PoolError;
use workloads::site::{Answer, Limits, Visit, host};

/// Which addresses are known, and which of them may be fetched next. Nothing in
/// here waits, and it knows of no threads.
pub struct Frontier {
    limits: Limits,
    depth: HashMap<String, u32>,
    links: HashMap<String, Vec<String>>,
    waiting: VecDeque<String>,
    in_flight: HashMap<String, usize>,
}

impl Frontier {
    /// Knows nothing yet.
    pub fn new(limits: Limits) -> Frontier {
        Frontier {
            limits,
            depth: HashMap::new(),
            links: HashMap::new(),
            waiting: VecDeque::new(),
            in_flight: HashMap::new(),
        }
    }

    /// An address has been found, `depth` links away from the start. Further away
    /// than `limits.depth` it does not count. An address that is known already
    /// may be nearer than it seemed; then so is what it links to.
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

    /// Gives out an address to be fetched: of those whose host has fewer than
    /// `limits.per_host` requests under way, the one that was found first.
    /// `None` when there is none just now. The host of an address is what
    /// [`workloads::site::host`] says.
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

    /// An address that was given out has been fetched: its request is no longer
    /// under way, and its links, if it has any, are found. A redirect counts as a
    /// link.
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

    /// Whether there is nothing left to fetch, now or later.
    pub fn is_done(&self) -> bool {
        self.waiting.is_empty() && self.in_flight.values().all(|&n| n == 0)
    }

    /// The least number of links from the start to an address, by the way of what
    /// has been fetched; `None` when it is not known, or too far away.
    pub fn depth(&self, url: &str) -> Option<u32> {
        self.depth.get(url).copied()
    }
}

/// Fetches what can be reached from `start` with at most `limits.depth` links, each
/// address once, with `limits.workers` threads and never more than
/// `limits.per_host` requests to one host at the same time. A free worker fetches
/// the next address that may be fetched as soon as there is one. `fetch` does not panic.
///
/// Returns one visit for each address, whether or not it gave a page, in any
/// order, when everything is fetched and every worker has ended. Besides the
/// workers it may start one more thread. Who has to wait sleeps: nobody asks again
/// and again.
///
/// # Errors
///
/// [`PoolError::NoWorkers`] when `limits.workers` or `limits.per_host` is 0.
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
    let (urls_tx, urls_rx) = channel::bounded::<String>(100);
    let (answers_tx, answers_rx) = channel::bounded(100);
    let fetch = Arc::new(fetch);
    let workers: Vec<_> = (0..limits.workers)
        .map(|_| {
            let (urls_rx, answers_tx) = (urls_rx.clone(), answers_tx.clone());
            let fetch = Arc::clone(&fetch);
            thread::spawn(move || {
                for url in urls_rx {
                    let answer = fetch(&url);
                    if answers_tx.send((url, answer)).is_err() {
                        break;
                    }
                }
            })
        })
        .collect();
    drop(urls_rx);
    drop(answers_tx);

    let mut frontier = Frontier::new(limits);
    frontier.found(start, 0);
    let mut answers = Vec::new();
    while !frontier.is_done() {
        while let Some(url) = frontier.take() {
            urls_tx.send(url).expect("the workers receive");
        }
        let (url, answer) = answers_rx.recv().expect("the workers live");
        frontier.fetched(&url, &answer);
        answers.push((url, answer));
    }
    drop(urls_tx);
    for worker in workers {
        worker.join().expect("fetching does not panic");
    }
    let visit = |(url, answer): (String, Answer)| Visit {
        // Only now: an address may turn out to be nearer after it was fetched.
        depth: frontier.depth(&url).unwrap_or(0),
        url,
        answer,
    };
    Ok(answers.into_iter().map(visit).collect())
}
