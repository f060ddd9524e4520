use std::sync::Arc;

use super::exercises::crawler::crawl;
use workloads::site::{Fetch, Limits, Site};

#[test]
fn the_crawler_ends() {
    let site = Site::default()
        .page(
            "http://a/",
            1,
            &["http://a/1", "http://b/", "http://a/gone"],
        )
        .page("http://a/1", 5, &["http://a/", "http://b/"])
        .redirect("http://b/", "http://a/1");
    let site = Arc::new(site);
    let limits = Limits {
        workers: 3,
        depth: 5,
        per_host: 1,
    };
    let web = Arc::clone(&site);
    let visits = crawl("http://a/", limits, move |url| web.fetch(url));
    assert_eq!(visits.expect("there are workers").len(), 4);
    assert!(site.fetched().values().all(|&times| times == 1));
    assert_eq!(site.most_at_once("a"), 1);
}
