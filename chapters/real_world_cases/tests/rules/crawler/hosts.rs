//! How many requests a host gets at once.

use std::sync::Arc;
use std::time::Duration;

use lab::time::Instant;
use rules::{Rule, on_every_schedule};
use workloads::site::Site;

use super::{run, star};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("no_host_has_more_requests_than_it_may", || {
            on_every_schedule(|| {
                for per_host in [1, 2] {
                    let site = Arc::new(star());
                    assert_eq!(
                        run(&site, 5, 1, per_host).len(),
                        13,
                        "how many visits there are to 13 pages"
                    );
                    let most = site.most_at_once("b");
                    assert!(
                        most <= per_host,
                        "{most} requests were made to one host at once, {per_host} \
                         allowed"
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
                    "how many visits there are to 13 pages"
                );
            })
            .ends_at(Duration::from_millis(10 + 600))
            .schedules(300)
        }),
        Rule::new("as_many_workers_fetch_as_a_host_allows", || {
            on_every_schedule(|| {
                for (workers, per_host, rounds) in
                    [(8, 7, 1), (7, 9, 1), (9, 4, 2), (3, 9, 3)]
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
                    assert_eq!(
                        visits.len(),
                        8,
                        "how many visits there are to 8 pages"
                    );
                    assert_eq!(
                        began.elapsed(),
                        Duration::from_millis(10 + rounds * 100),
                        "the time that {workers} workers take for a page of 10 ms \
                         and seven of 100 ms on one host, with {per_host} requests \
                         at once"
                    );
                }
            })
            .at_exact_times()
            .schedules(75)
        }),
    ]
}
