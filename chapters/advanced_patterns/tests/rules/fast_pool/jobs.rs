//! Each job is done once.

use lab::sync::Arc;
use lab::thread;
use lab::time::Duration;
use rules::{Rule, on_every_schedule};

use super::{BoundedPool, Done, expect_accepted, pool, sorted};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("the_jobs_of_a_batch_are_done_in_order", || {
            on_every_schedule(|| {
                let (pool, done) = pool(1, 60, 1);
                for n in 1..=40 {
                    expect_accepted(&pool, n);
                }
                drop(pool);
                let expected: Vec<_> = (1..=40).collect();
                let done = done.lock().unwrap();
                assert_eq!(*done, expected, "what the one worker did, in order");
            })
            .schedules(600)
        }),
        Rule::new("the_last_jobs_are_done_too", || {
            on_every_schedule(|| {
                // With all lengths of the last batch.
                for jobs in [1, 7, 8, 9, 30] {
                    let (pool, done) = pool(2, 40, 0);
                    for n in 1..=jobs {
                        expect_accepted(&pool, n);
                    }
                    drop(pool);
                    let expected: Vec<_> = (1..=jobs).collect();
                    assert_eq!(sorted(&done), expected, "the jobs of 1 to {jobs} that are done when `drop` has returned");
                }
            })
            .schedules(300)
        }),
        Rule::new("a_panic_costs_its_own_job_only", || {
            on_every_schedule(|| {
                let done = Done::default();
                let list = Arc::clone(&done);
                let pool = BoundedPool::start(2, 40, move |n: u32| {
                    assert!(!n.is_multiple_of(5), "{n} is a multiple of 5");
                    list.lock().unwrap().push(n);
                });
                let pool = pool.expect("there are workers");
                for n in 1..=30 {
                    expect_accepted(&pool, n);
                }
                drop(pool);
                let expected: Vec<_> = (1..=30).filter(|n| n % 5 > 0).collect();
                let done = sorted(&done);
                assert_eq!(
                    done, expected,
                    "the jobs that are done of 1 to 30, of which every fifth panics"
                );
            })
            .schedules(300)
        }),
        Rule::new("jobs_that_come_while_workers_go_to_sleep_are_done", || {
            on_every_schedule(|| {
                let (pool, done) = pool(2, 10, 0);
                thread::scope(|scope| {
                    for from in [0, 10] {
                        let pool = &pool;
                        scope.spawn(move || {
                            for n in 1..=5 {
                                expect_accepted(pool, from + n);
                                thread::yield_now();
                            }
                        });
                    }
                });
                thread::sleep(Duration::from_millis(1));
                let done = done.lock().unwrap().len();
                assert_eq!(done, 10, "how many of 10 jobs are done after they came, while the pool is open");
            })
            .at_exact_times()
            .schedules(1_200)
        }),
    ]
}
