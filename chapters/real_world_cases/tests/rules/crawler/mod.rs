//! What the crawler promises, on every schedule.

mod frontier;
mod hosts;
mod pages;
mod workers;

use std::sync::Arc;

use rules::{Rule, scenario};
use workloads::site::{Fetch, FetchError, Fetched, Limits, Site, Visit};

use super::subject::{Frontier, crawl};

pub fn rules() -> Vec<Rule> {
    let rules = [
        frontier::rules(),
        pages::rules(),
        hosts::rules(),
        workers::rules(),
    ];
    rules.into_iter().flatten().collect()
}

fn limits(workers: usize, depth: u32, per_host: usize) -> Limits {
    Limits {
        workers,
        depth,
        per_host,
    }
}

fn fetch(site: &Arc<Site>) -> impl Fn(&str) -> Result<Fetched, FetchError> + use<> {
    let site = Arc::clone(site);
    move |url| site.fetch(url)
}

/// The visits, sorted by their addresses.
fn run(site: &Arc<Site>, workers: usize, depth: u32, per_host: usize) -> Vec<Visit> {
    let limits = limits(workers, depth, per_host);
    scenario(format_args!("{limits:?}"));
    let visits = crawl("http://a/", limits, fetch(site));
    let mut visits = visits.expect("there are workers");
    visits.sort_by(|a, b| a.url.cmp(&b.url));
    visits
}

/// Seven addresses that all lead to each other, with redirects in a circle.
fn looped() -> Site {
    Site::default()
        .page("http://a/", 20, &["http://a/a", "http://a/b", "http://a/"])
        .page("http://a/a", 10, &["http://a/b", "http://a/c", "http://a/"])
        .page(
            "http://a/b",
            0,
            &["http://a/a", "http://a/c", "http://a/old"],
        )
        .page("http://a/c", 30, &["http://a/", "http://a/x"])
        .redirect("http://a/old", "http://a/")
        .redirect("http://a/x", "http://a/y")
        .redirect("http://a/y", "http://a/x")
}

/// A page that links to six pages of host b, and three each of c and d.
fn star() -> Site {
    let links: Vec<String> = ["b", "b", "c", "d"]
        .iter()
        .enumerate()
        .flat_map(|(turn, host)| {
            (0..3).map(move |n| format!("http://{host}/{}", 3 * turn + n))
        })
        .collect();
    let refs: Vec<_> = links.iter().map(String::as_str).collect();
    let site = Site::default().page("http://a/", 10, &refs);
    links
        .iter()
        .fold(site, |site, url| site.page(url, 100, &[]))
}
