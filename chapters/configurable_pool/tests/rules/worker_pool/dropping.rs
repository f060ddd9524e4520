//! Dropping the pool is shutting it down, and waiting.

use std::panic::{self, AssertUnwindSafe};

use lab::sync::Arc;
use lab::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use lab::time::Duration;
use rules::{Rule, on_every_schedule};
use workloads::pool::panic_message;

use super::WorkerPool;

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("drop_does_all_accepted_jobs_and_waits_for_them", || {
            on_every_schedule(|| {
                let done = Arc::new(AtomicUsize::new(0));
                let pool = counter(2, 5, &done);
                for n in 1..=5 {
                    assert_eq!(
                        pool.submit(n),
                        Ok(()),
                        "`submit` of job {n} to an open pool"
                    );
                }
                drop(pool);
                assert_eq!(
                    done.load(Relaxed),
                    5,
                    "how many jobs are done when `drop` has returned"
                );
                drop(counter(2, 5, &done));
            })
            .schedules(1_000)
        }),
        Rule::new("drop_with_nobody_reading_ends", || {
            on_every_schedule(|| {
                let done = Arc::new(AtomicUsize::new(0));
                for queue in [2, 0] {
                    let pool = counter(2, queue, &done);
                    for n in 0..2 * queue + 2 {
                        assert_eq!(
                            pool.submit(n as u64),
                            Ok(()),
                            "`submit` of job {n} to an open pool"
                        );
                    }
                }
                assert_eq!(
                    done.load(Relaxed),
                    8,
                    "how many jobs are done when `drop` has returned"
                );
            })
            .schedules(600)
        }),
        Rule::new("drop_because_of_a_panic_ends_too", || {
            on_every_schedule(|| {
                let done = Arc::new(AtomicUsize::new(0));
                drop(counter(1, 1, &done));
                let mut submitted = Vec::new();
                let unwound = panic::catch_unwind(AssertUnwindSafe(|| {
                    let pool = counter(2, 1, &done);
                    submitted.extend((1..=4).map(|n| pool.submit(n)));
                    panic!("the owner of the pool panics");
                }));
                assert_eq!(
                    submitted,
                    [Ok(()); 4],
                    "`submit` of four jobs to an open pool"
                );
                let message = panic_message(&*unwound.expect_err("it panicked"));
                assert_eq!(
                    message, "the owner of the pool panics",
                    "what the panic that goes on says"
                );
                assert_eq!(
                    done.load(Relaxed),
                    4,
                    "how many jobs are done when `drop` has returned"
                );
            })
            .schedules(500)
        }),
        Rule::new("drop_keeps_quiet_about_panics_that_nobody_reads", || {
            on_every_schedule(|| {
                let pool = WorkerPool::new(2, |n: u64| assert!(n > 2, "too small"));
                let pool = pool.expect("there are workers");
                for n in 1..=4 {
                    assert_eq!(
                        pool.submit(n),
                        Ok(()),
                        "`submit` of job {n} to an open pool"
                    );
                }
                let dropped = panic::catch_unwind(AssertUnwindSafe(|| drop(pool)));
                assert!(
                    dropped.is_ok(),
                    "`drop` panicked because a job had panicked, whose outcome \
                     nobody read"
                );
            })
            .schedules(600)
        }),
    ]
}

/// A pool that counts the jobs it has done.
fn counter(
    workers: usize,
    queue: usize,
    done: &Arc<AtomicUsize>,
) -> WorkerPool<u64, ()> {
    let done = Arc::clone(done);
    WorkerPool::builder()
        .workers(workers)
        .queue(queue)
        .build(move |n| {
            lab::work(Duration::from_millis(n));
            done.fetch_add(1, Relaxed);
        })
        .expect("there are workers")
}
