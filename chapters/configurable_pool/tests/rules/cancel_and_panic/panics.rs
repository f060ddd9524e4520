//! A job that panics.

use std::panic;

use lab::thread;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule};
use workloads::pool::Outcome;

use super::{CancellablePool, Pool, expect_all, submit};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("a_panic_is_an_outcome", || {
            on_every_schedule(|| {
                let pool = panicking_pool(2);
                let [fixed, made, other, good] =
                    [1, 2, 3, 4].map(|n| pool.submit(n).expect("it is open"));
                let said = |text: &str| Outcome::Panicked(text.to_owned());
                assert_eq!(
                    fixed.wait(),
                    said("a fixed text"),
                    "the outcome of a job that panics with a fixed text"
                );
                assert_eq!(
                    made.wait(),
                    said("job 2 fails"),
                    "the outcome of a job that panics with a `String`"
                );
                assert_eq!(
                    other.wait(),
                    said("(no message)"),
                    "the outcome of a job that panics with a number, by `panic_any`"
                );
                assert_eq!(
                    good.wait(),
                    Outcome::Done(4),
                    "the outcome of job 4, which does not panic"
                );
            })
            .schedules(500)
        }),
        Rule::new("a_panic_costs_no_worker", || {
            on_every_schedule(|| {
                let pool = panicking_pool(2);
                let began = Instant::now();
                for _ in 0..3 {
                    let failing: Vec<_> =
                        [1, 2].into_iter().flat_map(|n| pool.submit(n)).collect();
                    for ticket in failing {
                        assert!(
                            matches!(ticket.wait(), Outcome::Panicked(_)),
                            "the outcome of a job that panics is not \
                             `Outcome::Panicked`"
                        );
                    }
                }
                expect_all(submit(&pool, 4..=5), Outcome::Done);
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(40),
                    "the time that two workers take for eight jobs of 10 ms, two \
                     at a time, of which the first six panic"
                );
            })
            .at_exact_times()
            .schedules(400)
        }),
        Rule::new("a_panic_that_nobody_waits_for_costs_no_worker", || {
            on_every_schedule(|| {
                let pool = panicking_pool(1);
                for n in [1, 2, 3].repeat(4) {
                    drop(pool.submit(n).expect("it is open"));
                }
                let good = pool.submit(4).expect("it is open");
                drop(pool);
                assert_eq!(
                    good.wait(),
                    Outcome::Done(4),
                    "the outcome of job 4, which comes after twelve that panic, and \
                     whose tickets were dropped"
                );
            })
            .schedules(100)
        }),
        Rule::new("a_job_may_panic_while_the_pool_is_cancelled", || {
            on_every_schedule(|| {
                let pool = panicking_pool(1);
                let running = pool.submit(2).expect("it is open");
                let waiting = pool.submit(4).expect("it is open");
                thread::sleep(Duration::from_millis(5));
                assert_eq!(
                    pool.cancel(),
                    [4],
                    "what `cancel` returns while job 2 runs and 4 waits"
                );
                let said = "job 2 fails".to_owned();
                assert_eq!(
                    running.wait(),
                    Outcome::Panicked(said),
                    "the outcome of the job that ran and panicked"
                );
                assert_eq!(
                    waiting.wait(),
                    Outcome::Cancelled,
                    "the outcome of the job that waited"
                );
            })
            .at_exact_times()
            .schedules(900)
        }),
    ]
}

/// A pool whose jobs take 10 ms; jobs 1 to 3 panic then, each in its own way.
fn panicking_pool(workers: usize) -> Pool {
    let pool = CancellablePool::start(workers, |n| {
        lab::work(Duration::from_millis(10));
        match n {
            1 => panic!("a fixed text"),
            2 => panic!("job {n} fails"),
            3 => panic::panic_any(n),
            n => n,
        }
    });
    pool.expect("there are workers")
}
