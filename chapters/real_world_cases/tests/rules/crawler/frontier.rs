//! What the frontier gives out, and when it is done.

use rules::{Rule, on_every_schedule};
use workloads::site::{FetchError, Fetched};

use super::{Frontier, limits};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("the_frontier_gives_out_each_address_once", || {
            on_every_schedule(|| {
                let mut frontier = Frontier::new(limits(1, 5, 9));
                assert!(
                    frontier.is_done(),
                    "`is_done` says no, and nothing has been found yet"
                );
                frontier.found("http://a/", 0);
                assert!(
                    !frontier.is_done(),
                    "`is_done` says yes, and an address waits"
                );
                frontier.found("http://a/", 0);
                assert_eq!(
                    frontier.take().as_deref(),
                    Some("http://a/"),
                    "what `take` gives first"
                );
                assert!(
                    !frontier.is_done(),
                    "`is_done` says yes, and a request is under way"
                );
                frontier.found("http://a/", 0);
                assert_eq!(
                    frontier.take(),
                    None,
                    "what `take` gives while http://a/ is under way, found for the \
                     third time"
                );
                let links = ["http://a/", "http://a/b", "http://a/b"];
                frontier.fetched("http://a/", &page(&links));
                assert_eq!(
                    frontier.take().as_deref(),
                    Some("http://a/b"),
                    "what `take` gives next"
                );
                assert_eq!(
                    frontier.take(),
                    None,
                    "what `take` gives while http://a/b is under way, to which \
                     http://a/ links twice"
                );
                let no = Err(FetchError::Status(404));
                frontier.fetched("http://a/b", &no);
                assert!(
                    frontier.is_done(),
                    "`is_done` says no, and both addresses have been fetched: the \
                     request for http://a/b is over, too, with an error (status 404)"
                );
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
                    "what `take` gives first, of depths 2 and 3 where 2 is the \
                     limit"
                );
                assert_eq!(
                    frontier.take(),
                    None,
                    "what `take` gives when only http://a/3 is left, at a depth of \
                     3 where 2 is the limit"
                );
                frontier.fetched("http://a/2", &page(&["http://a/x"]));
                assert!(
                    frontier.is_done(),
                    "`is_done` says no, and what is left is deeper than 2: \
                     http://a/3, and the link of a page at depth 2"
                );
                assert_eq!(
                    frontier.depth("http://a/2"),
                    Some(2),
                    "`depth(\"http://a/2\")`, found at 2"
                );
                assert_eq!(
                    frontier.depth("http://a/x"),
                    None,
                    "`depth(\"http://a/x\")`, which is only a link of a page at the \
                     greatest depth"
                );
            })
            .schedules(1)
        }),
        Rule::new("a_limit_may_be_as_great_as_it_can_be", || {
            on_every_schedule(|| {
                let mut frontier = Frontier::new(limits(1, u32::MAX, usize::MAX));
                frontier.found("http://a/", 0);
                drop(frontier.take());
                frontier.fetched("http://a/", &page(&["http://a/b"]));
                assert_eq!(
                    (frontier.take().as_deref(), frontier.depth("http://a/b")),
                    (Some("http://a/b"), Some(1)),
                    "what `take` gives, and its `depth`, when http://a/ links to \
                     http://a/b, and the limits are the greatest numbers there are"
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
                    "`depth` of the address to which the start redirects"
                );
                assert!(
                    frontier.take().is_some(),
                    "`take` gives nothing, and http://a/new is known and not too \
                     deep"
                );
                frontier.fetched("http://a/new", &redirect("http://a/newer"));
                assert!(
                    frontier.is_done(),
                    "`is_done` says no, and what is left is a redirect from depth \
                     1, where 1 is the limit"
                );
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
                    "what `take` gives first"
                );
                frontier.fetched("http://a/", &page(&["http://a/b", "http://a/"]));
                assert!(
                    frontier.is_done(),
                    "`is_done` says no, and what is left is 4 links away, where 3 \
                     is the limit"
                );
                frontier.found("http://a/", 1);
                assert_eq!(
                    frontier.depth("http://a/"),
                    Some(1),
                    "`depth(\"http://a/\")`, found at 3, fetched, and then found at \
                     1"
                );
                assert_eq!(
                    frontier.take().as_deref(),
                    Some("http://a/b"),
                    "what `take` gives when http://a/ was fetched at depth 3, which \
                     is the limit, and is then found at depth 1: its link \
                     http://a/b is now 2 away"
                );
                assert_eq!(
                    frontier.depth("http://a/b"),
                    Some(2),
                    "`depth(\"http://a/b\")`, a link of http://a/, when that is \
                     found at depth 1"
                );
                frontier.found("http://a/b", 3);
                frontier.found("http://a/", 2);
                assert_eq!(
                    ["http://a/", "http://a/b"].map(|url| frontier.depth(url)),
                    [1, 2].map(Some),
                    "`depth` of http://a/ and http://a/b, found at 1 and 2, and then, \
                     by longer ways, at 2 and 3"
                );
            })
            .schedules(1)
        }),
        Rule::new("a_shorter_way_comes_through_to_the_end", || {
            on_every_schedule(|| {
                // A chain of four, whose first page is then found to be nearer.
                let mut frontier = Frontier::new(limits(1, 9, 9));
                frontier.found("http://a/0", 5);
                for n in 0..3 {
                    drop(frontier.take());
                    let next = format!("http://a/{}", n + 1);
                    frontier.fetched(&format!("http://a/{n}"), &page(&[&next]));
                }
                frontier.found("http://a/0", 2);
                let depths =
                    [0, 1, 2, 3].map(|n| frontier.depth(&format!("http://a/{n}")));
                assert_eq!(
                    depths,
                    [2, 3, 4, 5].map(Some),
                    "`depth` of a chain of four pages, each of which links to the \
                     next; the first was found at 5, and when three of them were \
                     fetched, at 2"
                );
            })
            .schedules(1)
        }),
        Rule::new("the_shortest_of_several_ways_counts", || {
            on_every_schedule(|| {
                // From 0 two long ways to m, and a short one between; from m on to end.
                let links = |names: &[&str]| {
                    let urls = names.iter().map(|name| format!("http://a/{name}"));
                    let links = urls.collect();
                    Ok(Fetched::Page { links })
                };
                let mut frontier = Frontier::new(limits(1, 8, 9));
                frontier.found("http://a/0", 6);
                frontier.found("http://a/m", 5);
                for names in [&["x", "m", "y"][..], &["end"], &["m"], &["m"]] {
                    let url = frontier.take().unwrap_or_default();
                    frontier.fetched(&url, &links(names));
                }
                drop(frontier.take());
                let far = Err(FetchError::Timeout);
                frontier.fetched("http://a/end", &far);
                frontier.found("http://a/0", 1);
                let depths = ["0", "x", "y", "m", "end"]
                    .map(|name| frontier.depth(&format!("http://a/{name}")));
                assert_eq!(
                    depths,
                    [1, 2, 2, 2, 3].map(Some),
                    "`depth` of /0, /x, /y, /m and /end: /0 links to /x, /m and /y, \
                     both /x and /y link to /m, and /m to /end, which gives no \
                     answer; /0 was found at 6 and /m at 5, and when all were \
                     fetched, /0 was found at 1"
                );
            })
            .schedules(1)
        }),
        Rule::new("a_shorter_way_brings_in_what_was_too_far", || {
            on_every_schedule(|| {
                let mut frontier = Frontier::new(limits(1, 4, 9));
                frontier.found("http://a/0", 3);
                for n in 0..2 {
                    drop(frontier.take());
                    let next = format!("http://a/{}", n + 1);
                    frontier.fetched(&format!("http://a/{n}"), &page(&[&next]));
                }
                frontier.found("http://a/0", 1);
                assert_eq!(
                    (frontier.take().as_deref(), frontier.depth("http://a/2")),
                    (Some("http://a/2"), Some(3)),
                    "what `take` gives, and `depth(\"http://a/2\")`, with a limit of \
                     4: http://a/0 links to /1, and that to /2; /0 was found at 3, \
                     both were fetched, and then /0 was found at 1"
                );
            })
            .schedules(1)
        }),
        Rule::new("a_shorter_way_counts_for_what_is_not_yet_fetched", || {
            on_every_schedule(|| {
                let mut frontier = Frontier::new(limits(1, 9, 9));
                frontier.found("http://a/", 5);
                frontier.found("http://a/", 3);
                assert_eq!(
                    frontier.take().as_deref(),
                    Some("http://a/"),
                    "what `take` gives first"
                );
                frontier.found("http://a/", 1);
                assert_eq!(
                    frontier.take(),
                    None,
                    "what `take` gives next: http://a/ was found at 5, then at 3, was \
                     given out, and was then found at 1; it is fetched once"
                );
                frontier.fetched("http://a/", &page(&["http://a/b"]));
                assert_eq!(
                    frontier.depth("http://a/b"),
                    Some(2),
                    "`depth(\"http://a/b\")`, a link of http://a/, which was found at \
                     1 while it was under way"
                );
            })
            .schedules(1)
        }),
        Rule::new("a_shorter_way_to_a_redirect_leads_on", || {
            on_every_schedule(|| {
                let mut frontier = Frontier::new(limits(1, 9, 9));
                frontier.found("http://a/old", 5);
                drop(frontier.take());
                let to = "http://a/new".to_owned();
                frontier.found("http://a/new", 9);
                frontier.fetched("http://a/old", &Ok(Fetched::Redirect { to }));
                assert_eq!(
                    frontier.depth("http://a/new"),
                    Some(6),
                    "`depth(\"http://a/new\")`, which was found at 9, and to which \
                     http://a/old redirects, found at 5"
                );
                frontier.found("http://a/old", 2);
                assert_eq!(
                    frontier.depth("http://a/new"),
                    Some(3),
                    "`depth(\"http://a/new\")`, to which http://a/old redirects; that \
                     was found at 5, fetched, and then found at 2"
                );
            })
            .schedules(1)
        }),
        Rule::new("the_frontier_gives_out_what_was_found_first", || {
            on_every_schedule(|| {
                let mut frontier = Frontier::new(limits(1, 9, 9));
                let urls = ["http://b/", "http://c/", "http://b/2", "http://a/"];
                for (url, depth) in urls.into_iter().zip([3, 1, 1, 2]) {
                    frontier.found(url, depth);
                }
                // Nearer than it seemed, and yet the first that was found.
                frontier.found("http://b/", 2);
                let mut take = || frontier.take().unwrap_or_default();
                assert_eq!(
                    [take(), take(), take(), take()],
                    urls,
                    "what four calls of `take` give: http://b/ was found first, at 3 \
                     and later at 2, then http://c/ and http://b/2 at 1, and \
                     http://a/ at 2"
                );
            })
            .schedules(1)
        }),
        Rule::new("who_waits_for_a_busy_host_keeps_its_place", || {
            on_every_schedule(|| {
                let mut frontier = Frontier::new(limits(9, 9, 1));
                for path in ["a/1", "a/2", "a/3", "b/1", "a/4"] {
                    frontier.found(&format!("http://{path}"), 1);
                }
                let mut take = || frontier.take().unwrap_or_default();
                assert_eq!(
                    [take(), take(), take()],
                    ["http://a/1", "http://b/1", ""],
                    "what three calls of `take` give, with 1 request a host allowed"
                );
                frontier.fetched("http://a/1", &page(&[]));
                assert_eq!(
                    frontier.take().as_deref(),
                    Some("http://a/2"),
                    "what `take` gives when a request to host a is over: \
                     http://a/2 was found before http://a/3 and http://a/4, and was \
                     passed over while its host was busy"
                );
            })
            .schedules(1)
        }),
        Rule::new("addresses_that_differ_at_all_are_different", || {
            on_every_schedule(|| {
                let mut frontier = Frontier::new(limits(9, 9, 9));
                let urls = ["shop", "shop/", "shop?item=3", "Shop"];
                let urls = urls.map(|path| format!("http://a/{path}"));
                urls.iter().for_each(|url| frontier.found(url, 1));
                let mut take = || frontier.take().unwrap_or_default();
                assert_eq!(
                    [take(), take(), take(), take()],
                    urls,
                    "what four calls of `take` give, of four addresses that were \
                     found"
                );
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
                    "what four calls of `take` give, with 2 requests a host allowed"
                );
                frontier.fetched("http://a/2", &Err(FetchError::Timeout));
                assert_eq!(
                    frontier.take().as_deref(),
                    Some("http://a/3"),
                    "what `take` gives when a request to host a is over, which ended \
                     with an error: there was no answer in time"
                );
            })
            .schedules(1)
        }),
        Rule::new("a_host_is_what_the_function_host_says", || {
            on_every_schedule(|| {
                let mut frontier = Frontier::new(limits(9, 9, 1));
                let others = ["http://b.a/", "http://a.b/", "http://a:81/"];
                let same = ["http://a/1", "https://a/2", "http://a?page=3"];
                for url in others.iter().chain(&same) {
                    frontier.found(url, 1);
                }
                let mut take = || frontier.take().unwrap_or_default();
                let [b, c, d] = others;
                assert_eq!(
                    [take(), take(), take(), take(), take()],
                    [b, c, d, same[0], ""],
                    "what five calls of `take` give, with 1 request a host allowed: \
                     {others:?} and {same:?} were found in this order, and \
                     `workloads::site::host` says that the last three are of one \
                     host, and no others"
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
