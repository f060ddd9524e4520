//! Who works, and how many there are.

use lab::time::Duration;
use rules::{Rule, on_every_schedule, on_some_schedule};
use workloads::pool::{BuildError, Outcome};

use super::{CancellablePool, expect_all, pool, submit};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("all_workers_work_at_the_same_time", || {
            on_some_schedule(
                "do three workers work at the same time",
                || {
                    let (pool, _) = pool(3, 5);
                    expect_all(submit(&pool, 1..=4), Outcome::Done);
                    true
                },
                |figures| figures.peak_working == 3,
            )
            .schedules(600)
        }),
        Rule::new("nobody_polls", || {
            on_every_schedule(|| {
                let (pool, _) = pool(3, 5);
                expect_all(submit(&pool, 1..=4), Outcome::Done);
                let tickets = submit(&pool, 5..=9);
                lab::work(Duration::from_millis(7));
                pool.cancel();
                drop(tickets);
            })
            .peak_threads(3)
            .never_polls(2)
            .schedules(1_800)
        }),
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                let pool = CancellablePool::start(0, |n: u32| n);
                assert!(
                    matches!(pool, Err(BuildError::NoWorkers)),
                    "a pool without workers must be `BuildError::NoWorkers`"
                );
            })
            .schedules(1)
        }),
    ]
}
