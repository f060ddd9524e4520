//! Sites to crawl: what is fetched, what comes back, and a simulated web.

mod report;
mod simulated;

use std::fmt;

use crate::robots::Robots;

pub use report::CrawlReport;
pub use simulated::{START, Site, generated};

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
