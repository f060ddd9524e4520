//! Which pages are fetched, and what is told of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use rules::{Rule, on_every_schedule};
use workloads::site::{FetchError, Fetched, Site, Visit};

use super::{looped, run};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("each_page_is_fetched_once", || {
            on_every_schedule(|| {
                let site = Arc::new(looped());
                let visits = run(&site, 3, 9, 2);
                let fetched = site.fetched();
                let expected: BTreeMap<_, _> =
                    ["/", "/a", "/b", "/c", "/old", "/x", "/y"]
                        .map(|path| (format!("http://a{path}"), 1))
                        .into();
                assert_eq!(fetched, expected, "how often each address was fetched");
                assert_eq!(
                    visits.len(),
                    7,
                    "how many visits there are to seven addresses"
                );
            })
            .schedules(800)
        }),
        Rule::new("the_crawl_goes_as_deep_as_it_may", || {
            on_every_schedule(|| {
                for (depth, expected) in [(0, 1), (1, 3), (2, 6), (3, 10), (9, 11)] {
                    let site = Arc::new(deep());
                    assert_eq!(
                        run(&site, 2, depth, 2).len(),
                        expected,
                        "how many addresses were visited that are at most {depth} \
                         links away"
                    );
                }
            })
            .schedules(150)
        }),
        Rule::new("the_shortest_way_counts", || {
            on_every_schedule(|| {
                // The long way to p is the quick one.
                let site = Site::default()
                    .page("http://a/", 10, &["http://a/slow", "http://a/1"])
                    .page("http://a/slow", 500, &["http://a/p"])
                    .page("http://a/1", 10, &["http://a/2"])
                    .page("http://a/2", 10, &["http://a/p"])
                    .page("http://a/p", 10, &["http://a/q"])
                    .page("http://a/q", 10, &[]);
                let visits = run(&Arc::new(site), 2, 3, 2);
                let depth = |url: &str| {
                    visits.iter().find(|v| v.url == url).map(|v| v.depth)
                };
                assert_eq!(
                    depth("http://a/p"),
                    Some(2),
                    "the depth of /p, which is 2 by /slow, and 3 by the quicker /1 \
                     and /2"
                );
                assert_eq!(
                    depth("http://a/q"),
                    Some(3),
                    "the depth of /q, a link of /p, which is 2 away by /slow"
                );
            })
            .schedules(300)
        }),
        Rule::new("broken_links_are_visits", || {
            on_every_schedule(|| {
                let site = Site::default()
                    .page(
                        "http://a/",
                        10,
                        &["http://a/gone", "http://b/", "http://c/", "http://d/"],
                    )
                    .answers("http://b/", 10, Err(FetchError::Timeout))
                    .answers("http://c/", 0, Err(FetchError::Forbidden))
                    .answers("http://d/", 10, Err(failed()));
                let visits = run(&Arc::new(site), 2, 2, 1);
                let broken: Vec<_> =
                    visits.iter().filter(|v| v.answer.is_err()).collect();
                let expected = [
                    ("http://a/gone", FetchError::Status(404)),
                    ("http://b/", FetchError::Timeout),
                    ("http://c/", FetchError::Forbidden),
                    ("http://d/", failed()),
                ];
                let expected = expected.map(|(url, error)| Visit {
                    url: url.to_owned(),
                    depth: 1,
                    answer: Err(error),
                });
                assert_eq!(
                    broken,
                    expected.iter().collect::<Vec<_>>(),
                    "the visits that gave no page"
                );
            })
            .schedules(400)
        }),
        Rule::new("a_broken_link_is_not_fetched_again", || {
            on_every_schedule(|| {
                let site = Site::default()
                    .page(
                        "http://a/",
                        10,
                        &["http://a/busy", "http://a/gone", "http://b/", "http://c/"],
                    )
                    .answers("http://a/busy", 10, Err(FetchError::Status(503)))
                    .answers("http://b/", 10, Err(FetchError::Timeout))
                    .answers("http://c/", 10, Err(failed()));
                let site = Arc::new(site);
                drop(run(&site, 2, 2, 1));
                let expected = [
                    "http://a/",
                    "http://a/busy",
                    "http://a/gone",
                    "http://b/",
                    "http://c/",
                ];
                assert_eq!(
                    site.fetched(),
                    BTreeMap::from(expected.map(|url| (url.to_owned(), 1))),
                    "how often each address was fetched, where /busy gives status \
                     503, /gone 404, b gives no answer in time, and c cannot be found"
                );
            })
            .schedules(50)
        }),
        Rule::new("each_visit_tells_what_its_address_gave", || {
            on_every_schedule(|| {
                let site = Site::default()
                    .page("http://a/", 10, &["http://a/old"])
                    .redirect("http://a/old", "http://b/new")
                    .page("http://b/new", 10, &[]);
                let visits = run(&Arc::new(site), 2, 9, 1);
                let page = |links: &[&str]| Fetched::Page {
                    links: links.iter().map(|&link| link.to_owned()).collect(),
                };
                let to = "http://b/new".to_owned();
                let expected = [
                    ("http://a/", 0, page(&["http://a/old"])),
                    ("http://a/old", 1, Fetched::Redirect { to }),
                    ("http://b/new", 2, page(&[])),
                ];
                let expected = expected.map(|(url, depth, gave)| Visit {
                    url: url.to_owned(),
                    depth,
                    answer: Ok(gave),
                });
                assert_eq!(
                    visits, expected,
                    "the visits to a start that links to /old, which redirects to \
                     a page without links"
                );
            })
            .schedules(50)
        }),
        Rule::new("nothing_but_a_broken_link_is_no_problem", || {
            on_every_schedule(|| {
                let visits = run(&Arc::new(Site::default()), 3, 3, 1);
                assert_eq!(
                    visits.len(),
                    1,
                    "how many visits there are when the start itself is a broken \
                     link"
                );
            })
            .schedules(300)
        }),
    ]
}

fn failed() -> FetchError {
    FetchError::Failed("no such host".to_owned())
}

/// Levels of 1, 2, 3, 4 and 1 pages.
fn deep() -> Site {
    let url = |level: u32, n: u32| match level {
        0 => "http://a/".to_owned(),
        level => format!("http://a/{level}/{n}"),
    };
    let mut site = Site::default();
    for (level, pages) in [(0, 1), (1, 2), (2, 3), (3, 4), (4, 1)] {
        for n in 0..pages {
            let next = match level {
                3 => vec![url(4, 0)],
                4 => vec![url(0, 0)],
                level => (0..level + 2).map(|n| url(level + 1, n)).collect(),
            };
            let next: Vec<_> = next.iter().map(String::as_str).collect();
            site = site.page(&url(level, n), 10, &next);
        }
    }
    site
}
