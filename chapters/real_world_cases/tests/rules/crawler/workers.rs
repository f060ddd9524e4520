//! Who fetches, how many there are, and when it ends.

use std::sync::Arc;
use std::time::Duration;

use rules::{Rule, counted, on_every_schedule, on_some_schedule, scenario};
use workloads::job::PoolError;
use workloads::site::Site;

use super::{crawl, fetch, limits, looped, run, star};

pub fn rules() -> Vec<Rule> {
    vec![
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
                    "how many visits there are to a chain of 9 pages"
                );
            })
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
                    "how many visits there are to 5 pages"
                );
            })
            .ends_at(Duration::from_millis(10 + 100))
            .schedules(300)
        }),
        Rule::new("more_links_than_the_queues_hold_are_no_problem", || {
            on_every_schedule(|| {
                let links: Vec<_> =
                    (0..250).map(|n| format!("http://a/{n}")).collect();
                let links: Vec<_> = links.iter().map(String::as_str).collect();
                let site = Site::default().page("http://a/", 10, &links);
                assert_eq!(
                    run(&Arc::new(site), 2, 1, 999).len(),
                    251,
                    "how many visits there are to 251 pages"
                );
            })
            .schedules(20)
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
                    scenario(format_args!(
                        "`crawl` with {} and {} a host must return `NoWorkers`",
                        counted(limits.workers, "worker"),
                        counted(limits.per_host, "request"),
                    ));
                    let site = Arc::new(looped());
                    let result = crawl("http://a/", limits, fetch(&site));
                    assert_eq!(
                        result,
                        Err(PoolError::NoWorkers),
                        "what a crawl with {limits:?} returns"
                    );
                }
            })
            .schedules(20)
        }),
        Rule::new("a_worker_fetches_one_page_after_the_other", || {
            on_every_schedule(|| drop(run(&Arc::new(star()), 3, 1, 2)))
                .expect(|figures| match figures.threads.len() - 1 {
                    ..=4 => Ok(()),
                    threads => Err(format!(
                        "{threads} threads were started in all for 13 pages; 3 \
                         workers fetch them, and there may be one more thread"
                    )),
                })
                .schedules(50)
        }),
        Rule::new("every_thread_is_joined", || {
            on_every_schedule(|| drop(run(&Arc::new(looped()), 3, 9, 2)))
                .joins_every_thread()
                .schedules(50)
        }),
        Rule::new("there_is_one_thread_a_worker_and_at_most_one_more", || {
            on_every_schedule(|| {
                // Who looks every second whether it has come looks often.
                let site = looped().page("http://a/c", 60_000, &["http://a/x"]);
                drop(run(&Arc::new(site), 3, 9, 2));
            })
            .peak_threads(4)
            .never_polls(3)
            // They need less than ten.
            .waits_at_most(
                30,
                "for seven pages, one of which takes a minute; let it wait until \
                 somebody wakes it, without a timeout",
            )
            .schedules(400)
        }),
    ]
}
