//! Crawls a site that is made up: implement `Fetch` for the one you have in mind.

use std::time::Instant;

use exercises::crawler::crawl;
use workloads::site::{CrawlReport, Fetch, Limits, START, generated};

fn main() {
    let limits = Limits {
        workers: 10,
        depth: 6,
        per_host: 2,
    };
    let site = generated(42);
    let began = Instant::now();
    let visits = crawl(START, limits, move |url: &str| site.fetch(url))
        .expect("there are workers");
    print!("{}", CrawlReport::new(visits, began.elapsed()));
}
