//! What the frontier gives out, and when it is done.

use rules::{Rule, on_every_schedule};
use workloads::site::{FetchError, Fetched};

use super::{Frontier, limits};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("the_frontier_gives_out_each_address_once", || {
            on_every_schedule(|| {
                let mut frontier = Frontier::new(limits(1, 5, 9));
                assert!(frontier.is_done(), "nothing is known: it is done");
                frontier.found("http://a/", 0);
                assert!(!frontier.is_done(), "an address waits: it is not done");
                frontier.found("http://a/", 0);
                assert_eq!(
                    frontier.take().as_deref(),
                    Some("http://a/"),
                    "the first address to fetch"
                );
                assert!(!frontier.is_done(), "a request is under way: not done");
                frontier.found("http://a/", 0);
                assert_eq!(frontier.take(), None, "it was given out twice");
                frontier.fetched("http://a/", &page(&["http://a/", "http://a/b"]));
                assert_eq!(
                    frontier.take().as_deref(),
                    Some("http://a/b"),
                    "the next address to fetch"
                );
                assert_eq!(frontier.take(), None, "it was given out twice");
                let no = Err(FetchError::Status(404));
                frontier.fetched("http://a/b", &no);
                assert!(frontier.is_done(), "everything is fetched: it is done");
            })
            .schedules(1)
        }),
        Rule::new("the_frontier_goes_as_deep_as_it_may", || {
            on_every_schedule(|| {
                let mut frontier = Frontier::new(limits(1, 2, 9));
                frontier.found("http://a/2", 2);
                frontier.found("http://a/3", 3);
                assert_eq!(
                    frontier.take().as_deref(),
                    Some("http://a/2"),
                    "the next address to fetch"
                );
                assert_eq!(frontier.take(), None, "a depth of 3 is too deep for 2");
                frontier.fetched("http://a/2", &page(&["http://a/x"]));
                assert!(frontier.is_done(), "links of depth 2 are too deep");
                assert_eq!(
                    frontier.depth("http://a/2"),
                    Some(2),
                    "how far http://a/2 is from the start"
                );
                assert_eq!(
                    frontier.depth("http://a/x"),
                    None,
                    "how far an unknown address is from the start"
                );
            })
            .schedules(1)
        }),
        Rule::new("a_redirect_is_a_link_like_any_other", || {
            on_every_schedule(|| {
                let redirect =
                    |to: &str| Ok(Fetched::Redirect { to: to.to_owned() });
                let mut frontier = Frontier::new(limits(1, 1, 9));
                frontier.found("http://a/old", 0);
                drop(frontier.take());
                frontier.fetched("http://a/old", &redirect("http://a/new"));
                assert_eq!(
                    frontier.depth("http://a/new"),
                    Some(1),
                    "how far an address is to which the start redirects"
                );
                assert!(frontier.take().is_some(), "it may be fetched");
                frontier.fetched("http://a/new", &redirect("http://a/newer"));
                assert!(frontier.is_done(), "a redirect at depth 1 leads too deep");
            })
            .schedules(1)
        }),
        Rule::new("the_frontier_notices_a_shorter_way", || {
            on_every_schedule(|| {
                let mut frontier = Frontier::new(limits(1, 3, 9));
                frontier.found("http://a/", 3);
                assert_eq!(
                    frontier.take().as_deref(),
                    Some("http://a/"),
                    "the first address to fetch"
                );
                frontier.fetched("http://a/", &page(&["http://a/b", "http://a/"]));
                assert!(frontier.is_done(), "its links are 4 away");
                frontier.found("http://a/", 1);
                assert_eq!(frontier.depth("http://a/"), Some(1), "the shorter way");
                assert_eq!(
                    frontier.take().as_deref(),
                    Some("http://a/b"),
                    "now that the page is 1 away, its link is 2 away"
                );
                assert_eq!(
                    frontier.depth("http://a/b"),
                    Some(2),
                    "how far http://a/b is, when a shorter way is found"
                );
                frontier.found("http://a/b", 3);
                assert_eq!(frontier.depth("http://a/b"), Some(2), "no longer way");
            })
            .schedules(1)
        }),
        Rule::new("the_frontier_spares_each_host", || {
            on_every_schedule(|| {
                let mut frontier = Frontier::new(limits(9, 9, 2));
                for url in ["http://a/1", "http://a/2", "http://a/3", "http://b/1"] {
                    frontier.found(url, 1);
                }
                let mut take = || frontier.take().unwrap_or_default();
                let taken = [take(), take(), take(), take()];
                assert_eq!(
                    taken,
                    ["http://a/1", "http://a/2", "http://b/1", ""],
                    "what is given out, with 2 requests a host"
                );
                frontier.fetched("http://a/2", &Err(FetchError::Timeout));
                assert_eq!(
                    frontier.take().as_deref(),
                    Some("http://a/3"),
                    "the next address, when a request to host a is over"
                );
            })
            .schedules(1)
        }),
    ]
}

fn page(links: &[&str]) -> Result<Fetched, FetchError> {
    let links = links.iter().map(|&link| link.to_owned()).collect();
    Ok(Fetched::Page { links })
}
