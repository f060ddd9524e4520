//! What the crawler promises, on every schedule.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use lab::time::Instant;
use rules::{Rule, on_every_schedule, on_some_schedule};
use workloads::job::PoolError;
use workloads::site::{Fetch, FetchError, Fetched, Limits, Site, Visit};

use super::subject::{Frontier, crawl};

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
        Rule::new("each_page_is_fetched_once", || {
            on_every_schedule(|| {
                let site = Arc::new(looped());
                let visits = run(&site, 3, 9, 2);
                let fetched = site.fetched();
                let expected: BTreeMap<_, _> =
                    ["/", "/a", "/b", "/c", "/old", "/x", "/y"]
                        .map(|path| (format!("http://a{path}"), 1))
                        .into();
                assert_eq!(fetched, expected, "how often what was fetched");
                assert_eq!(visits.len(), 7, "one visit for each address");
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
                        "so many addresses are at most {depth} links away"
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
                assert_eq!(depth("http://a/p"), Some(2), "the depth of /p");
                assert_eq!(depth("http://a/q"), Some(3), "the depth of /q");
            })
            .schedules(300)
        }),
        Rule::new("broken_links_are_visits", || {
            on_every_schedule(|| {
                let site = Site::default()
                    .page("http://a/", 10, &["http://a/gone", "http://b/"])
                    .answers("http://b/", 10, Err(FetchError::Timeout));
                let visits = run(&Arc::new(site), 2, 2, 1);
                let broken: Vec<_> =
                    visits.iter().filter(|v| v.answer.is_err()).collect();
                let expected = [
                    ("http://a/gone", FetchError::Status(404)),
                    ("http://b/", FetchError::Timeout),
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
        Rule::new("nothing_but_a_broken_link_is_no_problem", || {
            on_every_schedule(|| {
                let visits = run(&Arc::new(Site::default()), 3, 3, 1);
                assert_eq!(visits.len(), 1, "the start itself is a visit");
            })
            .schedules(300)
        }),
        Rule::new("a_crawl_ends_by_itself_and_not_before", || {
            on_every_schedule(|| {
                // Again and again a single page is under way, and nothing waits.
                let mut site = Site::default();
                for n in 0..8 {
                    let next = format!("http://a/{}", n + 1);
                    site = site.page(&format!("http://a/{n}"), 10 * n, &[&next]);
                }
                let site = Arc::new(site);
                let start = "http://a/0";
                let visits = crawl(start, limits(3, 99, 3), fetch(&site));
                assert_eq!(
                    visits.expect("there are workers").len(),
                    9,
                    "visits to a chain of 9 pages"
                );
            })
            .schedules(300)
        }),
        Rule::new("no_host_has_more_requests_than_it_may", || {
            on_every_schedule(|| {
                for per_host in [1, 2] {
                    let site = Arc::new(star());
                    assert_eq!(
                        run(&site, 5, 1, per_host).len(),
                        13,
                        "visits to 13 pages"
                    );
                    let most = site.most_at_once("b");
                    assert!(
                        most <= per_host,
                        "{most} requests to one host at once, {per_host} allowed"
                    );
                }
            })
            .schedules(300)
        }),
        Rule::new("a_busy_host_keeps_nobody_from_the_others", || {
            on_every_schedule(|| {
                // b has 6 pages of 100 ms and takes one at a time; c and d have 3.
                assert_eq!(
                    run(&Arc::new(star()), 3, 1, 1).len(),
                    13,
                    "visits to 13 pages"
                );
            })
            .ends_at(Duration::from_millis(10 + 600))
            .schedules(300)
        }),
        Rule::new("a_free_worker_fetches_the_next_page_at_once", || {
            on_every_schedule(|| {
                // The links of /b come while /a is under way.
                let site = Site::default()
                    .page("http://a/", 10, &["http://a/a", "http://a/b"])
                    .page("http://a/a", 100, &[])
                    .page("http://a/b", 10, &["http://a/c", "http://a/d"])
                    .page("http://a/c", 50, &[])
                    .page("http://a/d", 40, &[]);
                assert_eq!(
                    run(&Arc::new(site), 2, 9, 9).len(),
                    5,
                    "visits to 5 pages"
                );
            })
            .ends_at(Duration::from_millis(10 + 100))
            .schedules(300)
        }),
        Rule::new("as_many_workers_fetch_as_a_host_allows", || {
            on_every_schedule(|| {
                for (workers, per_host, rounds) in [(8, 7, 1), (7, 9, 1), (9, 4, 2)]
                {
                    let links: Vec<_> =
                        (0..7).map(|n| format!("http://a/{n}")).collect();
                    let links: Vec<_> = links.iter().map(String::as_str).collect();
                    let site = Site::default().page("http://a/", 10, &links);
                    let site = links
                        .iter()
                        .fold(site, |site, url| site.page(url, 100, &[]));
                    let began = Instant::now();
                    let visits = run(&Arc::new(site), workers, 1, per_host);
                    assert_eq!(visits.len(), 8, "visits to 8 pages");
                    assert_eq!(
                        began.elapsed(),
                        Duration::from_millis(10 + rounds * 100),
                        "{workers} workers, seven pages of 100 ms on one host that \
                         allows {per_host} requests at once: time in all"
                    );
                }
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("more_links_than_the_queues_hold_are_no_problem", || {
            on_every_schedule(|| {
                let links: Vec<_> =
                    (0..40).map(|n| format!("http://a/{n}")).collect();
                let links: Vec<_> = links.iter().map(String::as_str).collect();
                let site = Site::default().page("http://a/", 10, &links);
                assert_eq!(
                    run(&Arc::new(site), 2, 1, 9).len(),
                    41,
                    "visits to 41 pages"
                );
            })
            .schedules(100)
        }),
        Rule::new("all_workers_fetch_at_the_same_time", || {
            on_some_schedule(
                "do four workers fetch at the same time",
                || run(&Arc::new(star()), 4, 1, 2).len() == 13,
                |figures| figures.peak_working == 4,
            )
            .schedules(100)
        }),
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                for limits in [limits(0, 3, 1), limits(3, 3, 0)] {
                    let site = Arc::new(looped());
                    let result = crawl("http://a/", limits, fetch(&site));
                    assert_eq!(
                        result,
                        Err(PoolError::NoWorkers),
                        "a crawl with {limits:?}"
                    );
                }
            })
            .schedules(20)
        }),
        Rule::new("there_is_one_thread_a_worker_and_at_most_one_more", || {
            on_every_schedule(|| drop(run(&Arc::new(looped()), 3, 9, 2)))
                .peak_threads(4)
                .never_polls(3)
                .schedules(500)
        }),
    ]
}

fn limits(workers: usize, depth: u32, per_host: usize) -> Limits {
    Limits {
        workers,
        depth,
        per_host,
    }
}

fn page(links: &[&str]) -> Result<Fetched, FetchError> {
    let links = links.iter().map(|&link| link.to_owned()).collect();
    Ok(Fetched::Page { links })
}

fn fetch(site: &Arc<Site>) -> impl Fn(&str) -> Result<Fetched, FetchError> + use<> {
    let site = Arc::clone(site);
    move |url| site.fetch(url)
}

/// The visits, sorted by their addresses.
fn run(site: &Arc<Site>, workers: usize, depth: u32, per_host: usize) -> Vec<Visit> {
    let limits = limits(workers, depth, per_host);
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
