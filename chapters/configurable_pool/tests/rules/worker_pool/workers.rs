//! Who works, what they are called, and how many there are.

use std::cell::Cell;
use std::collections::BTreeSet;

use lab::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use lab::thread;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule, on_some_schedule};
use workloads::pool::BuildError;

use super::{WorkerPool, expect_squares, outcomes, squares, submit_counted};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("a_free_worker_takes_the_oldest_job_at_once", || {
            on_every_schedule(|| {
                // 50, 100 ... 400 ms for three workers.
                let pool = WorkerPool::builder().workers(3).queue(10);
                let pool = pool
                    .build(|n: u64| lab::work(Duration::from_millis(50 * n)))
                    .expect("there are workers");
                let began = Instant::now();
                for n in 1..=8 {
                    assert_eq!(
                        pool.submit(n),
                        Ok(()),
                        "`submit` of job {n} to an open pool"
                    );
                }
                drop(pool);
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(750),
                    "the time that three workers take for jobs of 50, 100 ... 400 \
                     ms, when a free one begins the next in this order at once"
                );
            })
            .at_exact_times()
            .schedules(400)
        }),
        Rule::new("all_workers_work_at_the_same_time", || {
            on_some_schedule(
                "do three workers work at the same time",
                || {
                    let pool = squares(3, 4, 5);
                    (1..=4).all(|n| pool.submit(n).is_ok())
                },
                |figures| figures.peak_working == 3,
            )
            .schedules(600)
        }),
        Rule::new("every_thread_is_joined", || {
            on_every_schedule(|| {
                let pool = squares(3, 4, 5);
                assert_eq!(
                    pool.submit(1),
                    Ok(()),
                    "`submit` of a job to an open pool"
                );
                pool.shutdown();
                expect_squares(outcomes(&pool), vec![1]);
            })
            .joins_every_thread()
            .schedules(100)
        }),
        Rule::new("there_are_as_many_threads_as_workers", || {
            on_every_schedule(|| {
                let pool = squares(3, 4, 5);
                for n in 1..=6 {
                    assert_eq!(
                        pool.submit(n),
                        Ok(()),
                        "`submit` of job {n} to an open pool"
                    );
                }
                pool.shutdown();
                expect_squares(outcomes(&pool), (1..=6).collect());
            })
            .peak_threads(3)
            .never_polls(2)
            .schedules(600)
        }),
        Rule::new("threads_are_called_as_the_builder_says", || {
            on_every_schedule(|| {
                let work = |_: u64| {
                    lab::work(Duration::from_millis(5));
                    thread::current().name().map(str::to_owned)
                };
                let pool =
                    WorkerPool::builder().workers(2).name("baker").build(work);
                let pool = pool.expect("there are workers");
                for n in 1..=2 {
                    assert_eq!(
                        pool.submit(n),
                        Ok(()),
                        "`submit` of job {n} to an open pool"
                    );
                }
                pool.shutdown();
                let mut names: Vec<_> = pool
                    .outcomes()
                    .map(|name| name.expect("no panic"))
                    .collect();
                names.sort();
                let expected = ["baker 1", "baker 2"].map(|n| Some(n.to_owned()));
                assert_eq!(
                    names, expected,
                    "the names of the threads that did two jobs at once, as the \
                     builder was told: `name(\"baker\")`, and numbers from 1"
                );
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("nine_workers_do_nine_jobs_at_once", || {
            on_every_schedule(|| {
                let pool = squares(9, 20, 10);
                for n in 1..=18 {
                    assert_eq!(
                        pool.submit(n),
                        Ok(()),
                        "`submit` of job {n} to an open pool"
                    );
                }
                drop(pool);
            })
            .ends_at(Duration::from_millis(20))
            .schedules(50)
        }),
        Rule::new("the_defaults_are_4_workers_and_a_queue_of_16", || {
            on_every_schedule(|| {
                let work = |n: u64| {
                    lab::work(Duration::from_millis(10));
                    (n, thread::current().name().map(str::to_owned))
                };
                let pool = WorkerPool::builder().build(work);
                let pool = pool.expect("there are workers");
                let accepted = AtomicUsize::new(0);
                let (submitted, full, names) = thread::scope(|scope| {
                    let submitter =
                        scope.spawn(|| submit_counted(&pool, 40, &accepted));
                    thread::sleep(Duration::from_secs(1));
                    let full = accepted.load(Relaxed);
                    let names = pool.outcomes().map(|o| o.expect("no panic").1);
                    let names = names.collect::<BTreeSet<_>>();
                    (submitter.join().expect("no panic"), full, names)
                });
                submitted.expect_accepted();
                assert_eq!(
                    full, 36,
                    "how many jobs the default pool, 4 workers and a queue of 16, \
                     accepts while nobody reads"
                );
                let expected = (1..=4).map(|n| Some(format!("worker {n}")));
                assert_eq!(
                    names,
                    expected.collect(),
                    "the names of the threads, when none was given: `worker`, and \
                     numbers from 1"
                );
            })
            .at_exact_times()
            .schedules(50)
        }),
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                let pool = WorkerPool::new(0, |n: u64| n);
                assert!(
                    matches!(pool, Err(BuildError::NoWorkers)),
                    "a pool without workers is not refused with \
                     `BuildError::NoWorkers`"
                );
            })
            .schedules(1)
        }),
        Rule::new("a_pool_that_cannot_start_is_an_error", || {
            on_every_schedule(|| {
                // This one, and five of the pool.
                lab::limit_threads(6);
                let build = thread::spawn(|| {
                    let pool = WorkerPool::new(6, |n: u64| n);
                    matches!(pool, Err(BuildError::Spawn(_)))
                });
                // Who hangs in it is not waited for.
                thread::sleep(Duration::from_secs(1));
                assert!(
                    build.is_finished() && build.join().unwrap_or(false),
                    "five of six workers could be started, and within a second `build` \
                     did not return `BuildError::Spawn`: it returns that when a thread \
                     cannot be started, and does not panic or wait"
                );
            })
            .schedules(1)
        }),
        Rule::new("a_pool_that_cannot_start_leaves_no_thread_behind", || {
            on_every_schedule(|| {
                lab::limit_threads(5);
                let pool = WorkerPool::new(6, |n: u64| n);
                assert!(
                    matches!(pool, Err(BuildError::Spawn(_))),
                    "a pool of 6, where the system can start fewer threads, is not \
                     refused with `BuildError::Spawn`"
                );
            })
            .schedules(1)
        }),
        Rule::new("pools_go_from_thread_to_thread", || {
            on_every_schedule(|| {
                fn expect_send_and_sync<T: Send + Sync>() {}
                // Jobs and results that may change threads, but not be shared.
                expect_send_and_sync::<WorkerPool<Cell<u8>, Cell<u8>>>();
                let pool = squares(1, 1, 0);
                thread::spawn(move || drop(pool)).join().expect("no panic");
            })
            .schedules(600)
        }),
    ]
}
