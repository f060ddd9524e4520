//! Each job is done once, and at once.

use lab::sync::Arc;
use lab::thread;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule};

use super::{BoundedPool, Done, expect_accepted, pool, sorted};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("a_single_job_does_not_wait_for_others", || {
            on_every_schedule(|| {
                let (pool, done) = pool(2, 40, 5);
                for n in 1..=3 {
                    expect_accepted(&pool, n);
                    thread::sleep(Duration::from_millis(20));
                    // The pool stays open, and no other job comes.
                    let done = done.lock().unwrap().len() as u32;
                    assert_eq!(done, n, "how many jobs of 5 ms are done 20 ms after number {n} came to two idle workers; where one is missing, nobody woke a worker for it, or a worker waits for more to come, or no worker is left, because `take` said on an open pool that nothing will come");
                }
            })
            .at_exact_times()
            .schedules(900)
        }),
        Rule::new("who_does_a_job_holds_up_nobody", || {
            on_every_schedule(|| {
                let (pool, _) = pool(1, 10, 100);
                expect_accepted(&pool, 1);
                // The worker has taken it.
                thread::sleep(Duration::from_millis(1));
                let began = Instant::now();
                for n in 2..=3 {
                    assert_eq!(
                        pool.try_submit(n),
                        Ok(()),
                        "`try_submit` with room, while the only worker does a job"
                    );
                }
                assert_eq!(
                    began.elapsed(),
                    Duration::ZERO,
                    "how long two `try_submit` took, while the only worker did a job: \
                     a worker does its jobs after it has given `state` back"
                );
            })
            .at_exact_times()
            .schedules(40)
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
        Rule::new("after_a_panic_the_jobs_are_done_in_order", || {
            on_every_schedule(|| {
                let done = Done::default();
                let list = Arc::clone(&done);
                let pool = BoundedPool::start(1, 40, move |n: u32| {
                    assert!(!n.is_multiple_of(5), "{n} is a multiple of 5");
                    list.lock().unwrap().push(n);
                });
                let pool = pool.expect("there is a worker");
                for n in 1..=30 {
                    expect_accepted(&pool, n);
                }
                drop(pool);
                let expected: Vec<_> = (1..=30).filter(|n| n % 5 > 0).collect();
                let done = done.lock().unwrap();
                assert_eq!(
                    *done, expected,
                    "what the one worker did, in order, when 1 to 30 came and all \
                     multiples of 5 panic: it goes on with what it has taken along"
                );
            })
            .schedules(60)
        }),
    ]
}
