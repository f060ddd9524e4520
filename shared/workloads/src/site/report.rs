//! What a crawl found, as it is told.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use super::{Answer, FetchError, Fetched, Visit};

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
