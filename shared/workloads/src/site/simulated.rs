//! A simulated web.

#![expect(
    clippy::disallowed_types,
    reason = "it counts for the rules, and must not be a step of the schedule"
)]

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::{Answer, Fetch, FetchError, Fetched, host};
use crate::robots::Robots;

/// A simulated web: fetching takes virtual time.
#[derive(Debug, Default)]
pub struct Site {
    pages: HashMap<String, (Duration, Answer)>,
    robots: HashMap<String, Robots>,
    log: Mutex<Log>,
}

#[derive(Debug, Default)]
struct Log {
    fetched: BTreeMap<String, usize>,
    now: HashMap<String, usize>,
    most: HashMap<String, usize>,
}

impl Site {
    /// With a page at `url` that takes `millis` to fetch.
    #[must_use]
    pub fn page(self, url: &str, millis: u64, links: &[&str]) -> Site {
        let links = links.iter().map(|&link| link.to_owned()).collect();
        self.answers(url, millis, Ok(Fetched::Page { links }))
    }

    /// With a redirect at `url`, which takes 10 ms.
    #[must_use]
    pub fn redirect(self, url: &str, to: &str) -> Site {
        let to = to.to_owned();
        self.answers(url, 10, Ok(Fetched::Redirect { to }))
    }

    /// With whatever answer at `url`.
    #[must_use]
    pub fn answers(mut self, url: &str, millis: u64, answer: Answer) -> Site {
        let latency = Duration::from_millis(millis);
        self.pages.insert(url.to_owned(), (latency, answer));
        self
    }

    /// With a robots.txt on `host`.
    #[must_use]
    pub fn robots_txt(mut self, host: &str, text: &str) -> Site {
        self.robots.insert(host.to_owned(), Robots::parse(text));
        self
    }

    /// How often each address was fetched.
    pub fn fetched(&self) -> BTreeMap<String, usize> {
        self.log().fetched.clone()
    }

    /// The most requests that a host had at the same time.
    pub fn most_at_once(&self, host: &str) -> usize {
        self.log().most.get(host).copied().unwrap_or(0)
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        // Never held while the lab lets others run.
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Fetch for Site {
    /// What is not there takes 10 ms to give status 404.
    fn fetch(&self, url: &str) -> Answer {
        let host = host(url);
        {
            let mut log = self.log();
            *log.fetched.entry(url.to_owned()).or_insert(0) += 1;
            let now = log.now.entry(host.to_owned()).or_insert(0);
            *now += 1;
            let now = *now;
            let most = log.most.entry(host.to_owned()).or_insert(0);
            *most = now.max(*most);
        }
        let (latency, answer) = match self.pages.get(url) {
            Some((latency, answer)) => (*latency, answer.clone()),
            None => (Duration::from_millis(10), Err(FetchError::Status(404))),
        };
        lab::work(latency);
        *self.log().now.entry(host.to_owned()).or_insert(1) -= 1;
        answer
    }

    /// It takes 10 ms.
    fn robots(&self, host: &str) -> Robots {
        lab::work(Duration::from_millis(10));
        self.robots.get(host).cloned().unwrap_or_default()
    }
}

/// Where the generated site begins.
pub const START: &str = "http://shop.example/";

/// Three hosts with pages that link to each other: with loops, redirects, broken
/// links, and a folder that robots.txt asks to leave alone.
pub fn generated(seed: u64) -> Site {
    const PAGES: u64 = 36;
    const HOSTS: [&str; 3] = ["shop.example", "blog.example", "help.example"];
    let url = |n: u64| match n % PAGES {
        0 => START.to_owned(),
        n => format!("http://{}/page{n}", HOSTS[(n % 3) as usize]),
    };
    let mut site = Site::default()
        .redirect("http://shop.example/old", START)
        .redirect("http://blog.example/there", "http://blog.example/back")
        .redirect("http://blog.example/back", "http://blog.example/there")
        .answers("http://help.example/slow", 900, Err(FetchError::Timeout))
        .robots_txt("shop.example", "User-agent: *\nDisallow: /private/\n");
    for n in 0..PAGES {
        let mut dice = Dice(lab::rng(seed, n, 0));
        let latency = 50 + dice.below(200);
        // A tree that reaches every page, and links across it: those make loops.
        let mut links = vec![url(2 * n + 1), url(2 * n + 2)];
        links.push(url(dice.below(PAGES)));
        match n {
            1 => links.push("http://shop.example/old".to_owned()),
            2 => links.push("http://blog.example/there".to_owned()),
            3 => links.push("http://help.example/slow".to_owned()),
            4 | 9 => links.push("http://shop.example/gone".to_owned()),
            5 => links.push("http://shop.example/private/orders".to_owned()),
            _ => {}
        }
        site = site.answers(&url(n), latency, Ok(Fetched::Page { links }));
    }
    site
}

struct Dice<R>(R);

impl<R: rand::Rng> Dice<R> {
    fn below(&mut self, end: u64) -> u64 {
        self.0.next_u64() % end
    }
}
