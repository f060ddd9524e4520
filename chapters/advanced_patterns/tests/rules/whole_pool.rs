//! What the pool promises as a whole: how much it holds, what it is usually like, and
//! that nobody sleeps too long.

use std::collections::BTreeSet;
use std::panic;

use advanced_patterns::lesson::fast_pool::work_stealing::WorkerPool;
use lab::sync::Arc;
use lab::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use lab::thread;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule};
use workloads::pool::TrySubmitError;

/// A panic's payload that causes another panic.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("a panic is dropped");
    }
}

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("the_defaults_are_4_workers_and_a_queue_of_1_024", || {
            on_every_schedule(|| {
                let pool = WorkerPool::builder().build(|_: usize| {
                    lab::work(Duration::from_millis(10));
                    thread::current().name().map(str::to_owned)
                });
                let pool = pool.expect("there are workers");
                assert_eq!(
                    accepted(&pool),
                    2_052,
                    "how many jobs the default pool, 4 workers and a queue of 1,024, \
                     accepts while nobody reads"
                );
                thread::sleep(Duration::from_millis(5));
                pool.cancel();
                let names = pool.outcomes().map(|o| o.expect("no panic"));
                let expected = (1..=4).map(|n| Some(format!("worker {n}")));
                assert_eq!(
                    names.collect::<BTreeSet<_>>(),
                    expected.collect(),
                    "the names of the threads, when none was given: `worker`, and \
                     numbers from 1"
                );
            })
            .at_exact_times()
            .schedules(5)
        }),
        Rule::new("no_queue_is_too_long", || {
            on_every_schedule(|| {
                let pool = WorkerPool::builder().workers(1).queue(usize::MAX);
                let pool = pool.build(|n: u64| n).expect("there are workers");
                assert_eq!(pool.submit(1), Ok(()));
                let outcome = pool.next_outcome().map(|o| o.expect("no panic"));
                assert_eq!(
                    outcome,
                    Some(1),
                    "the outcome of job 1 in a pool with the longest queue there is"
                );
            })
            .schedules(20)
        }),
        Rule::new("a_place_is_taken_until_the_outcome_is_read", || {
            on_every_schedule(|| {
                let pool = WorkerPool::builder().workers(1).queue(1);
                let pool = pool.build(|_: usize| {
                    lab::work(Duration::from_millis(100));
                });
                let pool = pool.expect("there are workers");
                thread::scope(|scope| {
                    // It waits already when the jobs come.
                    let reader = scope.spawn(|| pool.outcomes().take(3).count());
                    thread::sleep(Duration::from_millis(50));
                    assert_eq!(
                        accepted(&pool),
                        3,
                        "how many jobs a pool with a worker and a queue of 1 accepts \
                         while somebody waits for the first outcome"
                    );
                    assert_eq!(reader.join().expect("no panic"), 3);
                });
                assert_eq!(
                    accepted(&pool),
                    3,
                    "how many jobs a pool with a worker and a queue of 1 accepts once \
                     the three outcomes before were read"
                );
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("cancel_tells_who_waits_for_an_outcome", || {
            on_every_schedule(|| {
                let pool = WorkerPool::builder().workers(1).queue(4);
                let pool = pool.build(|n: u64| n).expect("there are workers");
                thread::scope(|scope| {
                    let reader = scope.spawn(|| pool.next_outcome().is_none());
                    thread::sleep(Duration::from_millis(50));
                    assert!(pool.cancel().is_empty(), "nothing was submitted");
                    assert!(
                        reader.join().expect("no panic"),
                        "there is an outcome, and no job"
                    );
                });
            })
            .schedules(100)
        }),
        Rule::new("the_last_outcome_ends_the_wait_of_every_reader", || {
            on_every_schedule(|| {
                let pool = WorkerPool::builder().workers(1).queue(4);
                let pool = pool.build(|n: u64| n).expect("there are workers");
                thread::scope(|scope| {
                    // One of them gets it, and the others may sleep by then.
                    for _ in 0..3 {
                        scope.spawn(|| pool.outcomes().count());
                    }
                    for n in 0..2 {
                        assert_eq!(pool.submit(n), Ok(()));
                    }
                    pool.shutdown();
                });
            })
            .schedules(2_000)
        }),
        Rule::new(
            "a_panic_that_panics_when_it_is_dropped_costs_no_worker",
            || {
                on_every_schedule(|| {
                let done = Arc::new(AtomicUsize::new(0));
                let count = Arc::clone(&done);
                let pool = WorkerPool::builder().workers(1).queue(4);
                let pool = pool.build_without_outcomes(move |is_bomb| {
                    if is_bomb {
                        panic::panic_any(Bomb);
                    }
                    count.fetch_add(1, SeqCst);
                });
                let pool = pool.expect("there is a worker");
                for is_bomb in [false, true, false] {
                    assert_eq!(pool.submit(is_bomb), Ok(()));
                }
                drop(pool);
                assert_eq!(
                    done.load(SeqCst),
                    2,
                    "how many of two jobs were done, one before and one after a panic \
                     whose payload panics when it is dropped"
                );
            })
            .schedules(100)
            },
        ),
        Rule::new("who_waits_for_jobs_that_stop_took_back_is_told", || {
            on_every_schedule(|| {
                let pool = WorkerPool::builder().workers(1).queue(8);
                let pool = pool.build(|n: u64| n).expect("there are workers");
                for n in 0..4 {
                    assert_eq!(pool.submit(n), Ok(()));
                }
                thread::scope(|scope| {
                    let reader = scope.spawn(|| pool.outcomes().count());
                    let mut unstarted = pool.stop().len();
                    // Once more finds nothing: the first has waited for what was on its way.
                    unstarted += pool.stop().len();
                    // Nobody else would tell it now.
                    let read = reader.join().expect("no panic");
                    assert_eq!(
                        read + unstarted,
                        4,
                        "how many of four jobs had an outcome or came back"
                    );
                });
            })
            .schedules(6_000)
        }),
        Rule::new("a_cancelled_pool_begins_no_job_and_loses_none", || {
            on_every_schedule(|| {
                let pool = WorkerPool::builder().workers(1).queue(12);
                let work = |n: u64| {
                    lab::work(Duration::from_millis(100));
                    n
                };
                let pool = pool.build(work).expect("there are workers");
                for n in 0..12 {
                    assert_eq!(pool.submit(n), Ok(()));
                }
                // Perhaps while the worker takes some along.
                let began = Instant::now();
                let mut jobs = pool.cancel();
                let took = began.elapsed();
                assert!(
                    jobs.is_sorted(),
                    "the jobs that `cancel` returned come in another order than they \
                     were submitted to the only worker: {jobs:?}"
                );
                assert!(
                    took <= Duration::from_millis(100),
                    "`cancel` waited {took:?}, and the only worker had begun one job of \
                     100 ms at most"
                );
                jobs.extend(pool.outcomes().map(|o| o.expect("no panic")));
                jobs.sort_unstable();
                assert_eq!(
                    jobs,
                    (0..12).collect::<Vec<_>>(),
                    "the jobs that `cancel` returned and those that have an outcome, of \
                     0 to 11"
                );
            })
            .at_exact_times()
            .schedules(6_000)
        }),
        Rule::new("nobody_sleeps_while_a_job_lies_on_a_desk", || {
            on_every_schedule(|| {
                let pool = WorkerPool::builder().workers(3).queue(24);
                let pool = pool.build_without_outcomes(|millis| {
                    lab::work(Duration::from_millis(millis));
                });
                let pool = pool.expect("there are workers");
                let began = Instant::now();
                // All three are busy until the others are there. Who comes first then
                // takes four along. When it has done one of them the others are
                // done, too, and three jobs are left, all on its desk.
                for _ in 0..3 {
                    assert_eq!(pool.submit(10), Ok(()));
                }
                thread::sleep(Duration::from_millis(5));
                for job in [10; 4].into_iter().chain([0; 18]).chain([10; 2]) {
                    assert_eq!(pool.submit(job), Ok(()));
                }
                drop(pool);
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(30),
                    "the time that three workers take for nine jobs of 10 ms, when each \
                     begins as soon as there is one"
                );
            })
            .at_exact_times()
            .schedules(12_000)
        }),
        Rule::new(
            "an_outcome_that_comes_while_one_goes_to_sleep_is_seen",
            || {
                on_every_schedule(|| {
                    let pool = WorkerPool::builder().workers(1).queue(4);
                    let pool = pool.build(|n: u64| n).expect("there are workers");
                    thread::scope(|scope| {
                        scope.spawn(|| {
                            for n in 0..2 {
                                assert_eq!(pool.submit(n), Ok(()));
                            }
                        });
                        // One for each, although the pool stays open.
                        for _ in 0..2 {
                            scope.spawn(|| assert!(pool.next_outcome().is_some()));
                        }
                    });
                })
                .schedules(16_000)
            },
        ),
    ]
}

/// How many jobs the pool accepts until it is full.
fn accepted<R>(pool: &WorkerPool<usize, R>) -> usize {
    for n in 0.. {
        match pool.try_submit(n) {
            Ok(()) => {}
            Err(TrySubmitError::Full(_)) => return n,
            Err(TrySubmitError::Closed(_)) => panic!("the pool is open"),
        }
    }
    unreachable!("there is no room for so many")
}
