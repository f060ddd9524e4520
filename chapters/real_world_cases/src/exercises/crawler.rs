//! Exercise: a crawler that fetches each page once and ends by itself.
//!
//! Threads, channels, locks and clocks are in `lab::{thread, channel, sync, time}`.
//! The standard library's are invisible to it, and the rules cannot hold with them.
//! The types that it is given are in `shared/workloads/src/site`.

use workloads::job::PoolError;
use workloads::site::{Answer, Limits, Visit};

/// Which addresses are known, and which of them may be fetched next. Nothing in
/// here waits, and it knows of no threads.
pub struct Frontier {
    // What it must know is yours to choose.
}

impl Frontier {
    /// Knows nothing yet.
    pub fn new(limits: Limits) -> Frontier {
        todo!("know nothing")
    }

    /// An address has been found, `depth` links away from the start. Further away
    /// than `limits.depth` it does not count. An address that is known already
    /// may be nearer than it seemed; then so is what it links to.
    pub fn found(&mut self, url: &str, depth: u32) {
        todo!("note the address, unless it is known or too far away")
    }

    /// Gives out an address to be fetched: of those whose host has fewer than
    /// `limits.per_host` requests under way, the one that was found first.
    /// `None` when there is none just now. The host of an address is what
    /// [`workloads::site::host`] says.
    pub fn take(&mut self) -> Option<String> {
        todo!("take the first address whose host has room")
    }

    /// An address that was given out has been fetched: its request is no longer
    /// under way, and its links, if it has any, are found. A redirect counts as a
    /// link.
    pub fn fetched(&mut self, url: &str, answer: &Answer) {
        todo!("count the request as over and note the links")
    }

    /// Whether there is nothing left to fetch, now or later.
    pub fn is_done(&self) -> bool {
        todo!("nothing waits and nothing is under way")
    }

    /// The least number of links from the start to an address, by the way of what
    /// has been fetched; `None` when it is not known, or too far away.
    pub fn depth(&self, url: &str) -> Option<u32> {
        todo!("look up how far away it is")
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
    todo!("let the workers fetch what the frontier gives out until it is done")
}
