//! What a crawler knows, and what it may fetch next. Nothing here waits and
//! nothing is shared: one thread asks and tells.

use std::collections::{HashMap, VecDeque};

use lab::time::{Duration, Instant};
use workloads::site::{self, Answer, Limits, Visit};

/// The pages that are known.
pub(super) struct Frontier {
    limits: Limits,
    delay: Duration,
    /// The least number of links from the start, for each address ever found.
    /// Whoever is in here is fetched once, and only once.
    depth: HashMap<String, u32>,
    /// Found and not yet fetched, in the order of finding.
    waiting: VecDeque<String>,
    hosts: HashMap<String, Host>,
    answers: HashMap<String, Answer>,
    in_flight: usize,
}

#[derive(Default)]
struct Host {
    in_flight: usize,
    /// Not to be asked again before this.
    rests_until: Option<Instant>,
}

impl Frontier {
    pub(super) fn new(limits: Limits, delay: Duration) -> Frontier {
        Frontier {
            limits,
            delay,
            depth: HashMap::new(),
            waiting: VecDeque::new(),
            hosts: HashMap::new(),
            answers: HashMap::new(),
            in_flight: 0,
        }
    }

    /// An address has been found, so many links away from the start.
    pub(super) fn found(&mut self, url: &str, depth: u32) {
        let mut found = vec![(url.to_owned(), depth)];
        while let Some((url, depth)) = found.pop() {
            if depth > self.limits.depth {
                continue;
            }
            match self.depth.get(&url) {
                Some(&known) if known <= depth => continue,
                // A shorter way to what is known: what it links to is nearer too.
                Some(_) => {
                    if let Some(Ok(page)) = self.answers.get(&url) {
                        let links = page.links().iter().cloned();
                        found.extend(links.map(|link| (link, depth + 1)));
                    }
                }
                None => self.waiting.push_back(url.clone()),
            }
            self.depth.insert(url, depth);
        }
    }

    /// An address to fetch now, if there is one: the oldest whose host is free.
    pub(super) fn next(&mut self, now: Instant) -> Option<String> {
        if self.in_flight == self.limits.workers {
            return None;
        }
        let is_free = |url: &String| match self.hosts.get(site::host(url)) {
            None => true,
            Some(host) => {
                host.in_flight < self.limits.per_host
                    && host.rests_until.is_none_or(|end| end <= now)
            }
        };
        let at = self.waiting.iter().position(is_free)?;
        let url = self.waiting.remove(at)?;
        let host = self.hosts.entry(site::host(&url).to_owned()).or_default();
        host.in_flight += 1;
        host.rests_until = Some(now + self.delay);
        self.in_flight += 1;
        Some(url)
    }

    /// An address that was given out has been fetched.
    pub(super) fn fetched(&mut self, url: String, answer: Answer) {
        self.in_flight -= 1;
        if let Some(host) = self.hosts.get_mut(site::host(&url)) {
            host.in_flight -= 1;
        }
        let depth = self.depth.get(&url).copied().unwrap_or(0);
        let links = match &answer {
            Ok(page) => page.links().to_vec(),
            Err(_) => Vec::new(),
        };
        self.answers.insert(url, answer);
        for link in links {
            self.found(&link, depth + 1);
        }
    }

    /// How long until the next host has rested, if that is what hinders.
    pub(super) fn rest(&self, now: Instant) -> Option<Duration> {
        let resting = self.waiting.iter().filter_map(|url| {
            let host = self.hosts.get(site::host(url))?;
            let until = host.rests_until?;
            let has_room = host.in_flight < self.limits.per_host;
            (has_room && until > now).then(|| until.duration_since(now))
        });
        resting.min()
    }

    /// Forgets what has not been begun.
    pub(super) fn stop(&mut self) {
        self.waiting.clear();
        // Nothing that is still to come may lead further.
        self.limits.depth = 0;
    }

    // ANCHOR: is_done
    /// Nothing to fetch is not enough: what is in flight may bring more.
    pub(super) fn is_done(&self) -> bool {
        self.waiting.is_empty() && self.in_flight == 0
    }
    // ANCHOR_END: is_done

    pub(super) fn into_visits(self) -> Vec<Visit> {
        let depth = |url: &String| self.depth.get(url).copied().unwrap_or(0);
        let visit = |(url, answer): (String, Answer)| Visit {
            depth: depth(&url),
            url,
            answer,
        };
        self.answers.into_iter().map(visit).collect()
    }
}
