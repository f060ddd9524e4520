//! Crawls a site: ten workers fetch, and one thread decides what.

use std::collections::HashMap;

use lab::channel::{self, Receiver};
use lab::sync::{Arc, Mutex, OnceLock};
use lab::time::{Duration, Instant};
use lab::{println, select, thread};
use workloads::robots::Robots;
use workloads::site::{
    self, Answer, CrawlReport, Fetch, FetchError, Fetched, Limits,
};

use super::frontier::Frontier;

/// How to crawl.
pub struct Settings {
    /// What the crawler may do.
    pub limits: Limits,
    /// The least time between the beginnings of two requests to one host.
    pub delay: Duration,
    /// Gives a message, or closes, when the crawl is to stop.
    pub stop: Receiver<Instant>,
}

/// Fetches what can be reached from `start`, each address once. Returns when
/// everything is fetched; after a stop, when the requests that are under way have
/// an answer.
pub fn run(start: &str, settings: &Settings, web: &dyn Fetch) -> CrawlReport {
    let limits = settings.limits;
    println!("🚀 {} workers, from {start}", limits.workers);
    let began = Instant::now();
    let mut frontier = Frontier::new(limits, settings.delay);
    frontier.found(start, 0);
    let mut stop = settings.stop.clone();
    let mut is_stopped = false;
    // The frontier gives out no more than the workers can take: nothing ever
    // waits in these, and after a stop nothing more is fetched.
    let (urls_tx, urls_rx) = channel::bounded::<String>(limits.workers);
    let (answers_tx, answers_rx) = channel::bounded(limits.workers);
    let robots = RobotsTxt::default();

    thread::scope(|scope| {
        for id in 1..=limits.workers {
            let (urls_rx, answers_tx) = (urls_rx.clone(), answers_tx.clone());
            let robots = &robots;
            thread::Builder::new()
                .name(format!("worker {id}"))
                .spawn_scoped(scope, move || {
                    for url in urls_rx {
                        println!("🌐 worker {id} fetches {url}");
                        let answer = robots.fetch(web, &url);
                        if answers_tx.send((url, answer)).is_err() {
                            break;
                        }
                    }
                })
                .expect("the system has no thread left");
        }
        drop(urls_rx);
        drop(answers_tx);

        while !frontier.is_done() {
            while let Some(url) = frontier.next(Instant::now()) {
                urls_tx
                    .send(url)
                    .expect("the workers receive until the end");
            }
            let rest = match frontier.rest(Instant::now()) {
                Some(rest) => channel::after(rest),
                None => channel::never(),
            };
            // ANCHOR: select
            select! {
                recv(answers_rx) -> answer => {
                    let (url, answer) = answer.expect("the workers live");
                    announce(&url, &answer);
                    frontier.fetched(url, answer);
                }
                recv(stop) -> _ => {
                    println!("🛑 stopping: what is under way is finished");
                    is_stopped = true;
                    // A closed channel is ready for ever.
                    stop = channel::never();
                    frontier.stop();
                }
                recv(rest) -> _ => {}
            }
            // ANCHOR_END: select
        }
        // Here the workers' loops end, and then the scope.
        drop(urls_tx);
    });
    CrawlReport::new(frontier.into_visits(), began.elapsed()).stopped(is_stopped)
}

fn announce(url: &str, answer: &Answer) {
    match answer {
        Ok(Fetched::Page { links }) => {
            println!("🕷️ {url} has {} links", links.len());
        }
        Ok(Fetched::Redirect { to }) => println!("🕷️ {url} is now at {to}"),
        Err(FetchError::Forbidden) => println!("🛑 {url}: robots.txt says no"),
        Err(error) => println!("❌ {url}: {error}"),
    }
}

/// The robots.txt of each host, fetched when it is first needed.
#[derive(Default)]
struct RobotsTxt {
    hosts: Mutex<HashMap<String, Arc<OnceLock<Robots>>>>,
}

impl RobotsTxt {
    /// Fetches an address, if that is allowed.
    fn fetch(&self, web: &dyn Fetch, url: &str) -> Answer {
        let host = site::host(url);
        let entry = {
            let mut hosts = self.hosts.lock().unwrap();
            Arc::clone(hosts.entry(host.to_owned()).or_default())
        };
        // Without the lock: only workers with the same host wait for this one.
        let robots = entry.get_or_init(|| web.robots(host));
        if !robots.allows(site::path(url)) {
            return Err(FetchError::Forbidden);
        }
        web.fetch(url)
    }
}
