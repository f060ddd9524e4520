//! Sites to crawl: what is fetched, what comes back, and a simulated web.

#![expect(
    clippy::disallowed_types,
    reason = "it counts for the rules, and must not be a step of the schedule"
)]

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::robots::Robots;

/// What an address gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// A page, and the addresses it links to: absolute, without fragment.
    Page {
        /// In the order of the page.
        links: Vec<String>,
    },
    /// The page is elsewhere.
    Redirect {
        /// Where: absolute, without fragment.
        to: String,
    },
}

impl Fetched {
    /// Where it leads. A redirect is a link like any other.
    pub fn links(&self) -> &[String] {
        match self {
            Fetched::Page { links } => links,
            Fetched::Redirect { to } => std::slice::from_ref(to),
        }
    }
}

/// Why an address gives nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// The server says no, with this code.
    Status(u16),
    /// There was no answer in time.
    Timeout,
    /// robots.txt asks crawlers to stay away; nothing was fetched.
    Forbidden,
    /// Anything else.
    Failed(String),
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FetchError::Status(code) => write!(f, "status {code}"),
            FetchError::Timeout => f.write_str("no answer in time"),
            FetchError::Forbidden => f.write_str("robots.txt says no"),
            FetchError::Failed(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for FetchError {}

/// What came of fetching an address.
pub type Answer = Result<Fetched, FetchError>;

// ANCHOR: fetch
/// What a crawler needs of the web.
pub trait Fetch: Send + Sync + 'static {
    /// Fetches an address; returns when there is an answer, or none in time.
    ///
    /// # Errors
    ///
    /// When the address gives nothing.
    fn fetch(&self, url: &str) -> Answer;

    /// Fetches what a host's robots.txt says.
    fn robots(&self, host: &str) -> Robots;
}
// ANCHOR_END: fetch

/// What a crawler may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Threads that fetch.
    pub workers: usize,
    /// How many links away from the start a page may be; the start is 0 away.
    pub depth: u32,
    /// Requests to one host at the same time.
    pub per_host: usize,
}

/// An address that was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The address.
    pub url: String,
    /// The least number of links from the start to it.
    pub depth: u32,
    /// What came of it.
    pub answer: Answer,
}

/// The host of an address, with its port if it has one: `a.example:8080`.
pub fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

/// The path of an address, with its query: `/shop?item=3`.
pub fn path(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find(['/', '?']).map_or("/", |at| &rest[at..])
}

/// What a crawl found.
#[derive(Debug)]
pub struct CrawlReport {
    visits: Vec<Visit>,
    took: Duration,
    stopped: bool,
}

impl CrawlReport {
    /// Of `visits`, which took `took` in all.
    pub fn new(mut visits: Vec<Visit>, took: Duration) -> CrawlReport {
        visits.sort_by(|a, b| (a.depth, &a.url).cmp(&(b.depth, &b.url)));
        CrawlReport {
            visits,
            took,
            stopped: false,
        }
    }

    /// Says that the crawl was stopped before its end.
    #[must_use]
    pub fn stopped(mut self, stopped: bool) -> CrawlReport {
        self.stopped = stopped;
        self
    }

    fn linked_from<'a>(&'a self, url: &'a str) -> impl Iterator<Item = &'a str> {
        let links = move |visit: &&Visit| match &visit.answer {
            Ok(fetched) => fetched.links().iter().any(|link| link == url),
            Err(_) => false,
        };
        self.visits.iter().filter(links).map(|v| v.url.as_str())
    }
}

impl fmt::Display for CrawlReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |wanted: fn(&Answer) -> bool| {
            self.visits.iter().filter(|v| wanted(&v.answer)).count()
        };
        let pages = count(|a| matches!(a, Ok(Fetched::Page { .. })));
        let redirects = count(|a| matches!(a, Ok(Fetched::Redirect { .. })));
        let forbidden = count(|a| matches!(a, Err(FetchError::Forbidden)));
        let broken = self.visits.len() - pages - redirects - forbidden;
        writeln!(f, "\n📊 {} addresses", self.visits.len())?;
        let mut by_depth = BTreeMap::new();
        for visit in &self.visits {
            *by_depth.entry(visit.depth).or_insert(0) += 1;
        }
        for (depth, found) in by_depth {
            writeln!(f, "   depth {depth}: {found}")?;
        }
        writeln!(f, "📈 {pages} pages, {redirects} redirects")?;
        if forbidden > 0 {
            writeln!(f, "🛑 {forbidden} left alone, as robots.txt asks")?;
        }
        writeln!(f, "❌ {broken} broken links")?;
        for visit in &self.visits {
            match &visit.answer {
                Ok(_) | Err(FetchError::Forbidden) => {}
                Err(error) => {
                    let from: Vec<_> = self.linked_from(&visit.url).collect();
                    let from = match from.as_slice() {
                        [] => "the command line".to_owned(),
                        from => from.join(", "),
                    };
                    writeln!(f, "   {}: {error}; linked from {from}", visit.url)?;
                }
            }
        }
        let end = if self.stopped {
            "🛑 stopped"
        } else {
            "🎉 done"
        };
        writeln!(f, "{end} after {} ms", self.took.as_millis())
    }
}

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
