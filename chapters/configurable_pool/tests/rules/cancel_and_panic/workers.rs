//! Who works, and how many there are.

use lab::sync::Arc;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule, on_some_schedule};
use workloads::pool::{BuildError, Outcome};

use super::{Begun, CancellablePool, expect_all, pool, submit};

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
        Rule::new("a_free_worker_takes_the_oldest_job", || {
            on_every_schedule(|| {
                let begun = Begun::default();
                let list = Arc::clone(&begun);
                let pool = CancellablePool::start(2, move |n| {
                    list.lock().unwrap().push(n);
                    let millis = if n == 1 { 100 } else { 10 };
                    lab::work(Duration::from_millis(millis));
                    n
                })
                .expect("there are workers");
                expect_all(submit(&pool, 1..=5), Outcome::Done);
                let mut begun = begun.lock().unwrap().clone();
                // These two begin at the same time.
                begun[..2].sort_unstable();
                assert_eq!(
                    begun,
                    [1, 2, 3, 4, 5],
                    "the order in which two workers began jobs 1 to 5, submitted in this \
                     order: job 1 takes 100 ms, and the others, of 10 ms each, are \
                     for the worker who is free"
                );
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("submit_never_waits_for_a_worker", || {
            on_every_schedule(|| {
                let (pool, _) = pool(1, 10);
                let began = Instant::now();
                let tickets = submit(&pool, 1..=300);
                assert_eq!(
                    began.elapsed(),
                    Duration::ZERO,
                    "how long 300 calls of `submit` waited, all together, with one \
                     worker for jobs of 10 ms"
                );
                let unstarted = pool.cancel().len();
                assert!(
                    unstarted >= 299,
                    "`cancel` returned {unstarted} of 300 jobs, and the one worker can \
                     have begun one at most"
                );
                drop(tickets);
            })
            .at_exact_times()
            .schedules(20)
        }),
        Rule::new("nobody_polls", || {
            on_every_schedule(|| {
                let (pool, _) = pool(3, 5);
                expect_all(submit(&pool, 1..=4), Outcome::Done);
                let tickets = submit(&pool, 5..=9);
                lab::work(Duration::from_millis(7));
                pool.cancel();
                drop((tickets, pool));
                // A job of 100 s: nobody looks whether it is done.
                let (pool, _) = self::pool(1, 100_000);
                expect_all(submit(&pool, 1..=1), Outcome::Done);
            })
            .peak_threads(3)
            .never_polls(2)
            .schedules(600)
        }),
        Rule::new("nine_workers_do_nine_jobs_at_once", || {
            on_every_schedule(|| {
                let (pool, _) = pool(9, 10);
                for n in 1..=18 {
                    assert!(
                        pool.submit(n).is_ok(),
                        "`submit` refuses job {n}, and the pool is open"
                    );
                }
                drop(pool);
            })
            .ends_at(Duration::from_millis(20))
            .schedules(50)
        }),
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                let pool = CancellablePool::start(0, |n: u32| n);
                assert!(
                    matches!(pool, Err(BuildError::NoWorkers)),
                    "a pool without workers is not refused with \
                     `BuildError::NoWorkers`"
                );
            })
            .schedules(1)
        }),
    ]
}
