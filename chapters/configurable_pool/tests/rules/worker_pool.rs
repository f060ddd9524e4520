//! What the pool to take home promises, on every schedule.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

use lab::sync::Arc;
use lab::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use lab::thread;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule, on_some_schedule};
use workloads::pool::{BuildError, SubmitError, panic_message};

use super::subject::WorkerPool;

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("each_accepted_job_has_exactly_one_outcome", || {
            on_every_schedule(|| {
                for (workers, queue, jobs) in [(3, 10, 8), (1, 2, 3), (2, 1, 0)] {
                    let pool = squares(workers, queue, 5);
                    for n in 1..=jobs {
                        assert_eq!(pool.submit(n), Ok(()), "the pool is open");
                    }
                    pool.shutdown();
                    expect_squares(outcomes(&pool), (1..=jobs).collect());
                }
            })
            .schedules(3_000)
        }),
        Rule::new("more_jobs_than_the_pool_holds_are_no_problem", || {
            on_every_schedule(|| {
                for (workers, queue) in [(2, 1), (1, 0)] {
                    let pool = squares(workers, queue, 0);
                    let read = thread::scope(|scope| {
                        scope.spawn(|| {
                            for n in 1..=10 {
                                assert_eq!(pool.submit(n), Ok(()), "it is open");
                            }
                            pool.shutdown();
                        });
                        outcomes(&pool)
                    });
                    expect_squares(read, (1..=10).collect());
                }
            })
            .schedules(1_200)
        }),
        Rule::new("submit_and_shutdown_may_race", || {
            on_every_schedule(|| {
                race(2, 2, 1);
                race(3, 0, 0);
            })
            .schedules(5_000)
        }),
        Rule::new("shutdown_refuses_jobs_and_hands_them_back", || {
            on_every_schedule(|| {
                let pool = squares(2, 3, 5);
                assert_eq!(pool.submit(1), Ok(()), "`submit` to an open pool");
                pool.shutdown();
                assert_eq!(pool.submit(2), Err(SubmitError(2)), "after shutdown");
                pool.shutdown();
                expect_squares(outcomes(&pool), vec![1]);
                assert_eq!(pool.submit(3), Err(SubmitError(3)), "after the end");
                assert!(pool.next_outcome().is_none(), "an outcome after the last");
            })
            .schedules(1_500)
        }),
        Rule::new("an_idle_pool_can_be_shut_down", || {
            on_every_schedule(|| {
                let pool = squares(3, 2, 5);
                assert_eq!(pool.submit(1), Ok(()), "`submit` to an open pool");
                assert!(pool.next_outcome().is_some(), "the job has an outcome");
                thread::scope(|scope| {
                    // Workers and readers wait; then the pool is shut down.
                    let reader = scope.spawn(|| pool.next_outcome().is_none());
                    thread::sleep(Duration::from_millis(20));
                    pool.shutdown();
                    assert!(
                        reader.join().expect("no panic"),
                        "one outcome too many"
                    );
                });
                drop(squares(2, 2, 5));
            })
            .schedules(1_500)
        }),
        Rule::new("shutdown_does_not_wait", || {
            on_every_schedule(|| {
                let pool = squares(1, 1, 100);
                thread::scope(|scope| {
                    // Four jobs for three places, and nobody reads: the last
                    // submit waits when the pool is shut down.
                    let submitter = scope.spawn(|| {
                        (1..=4).filter(|&n| pool.submit(n).is_ok()).collect()
                    });
                    thread::sleep(Duration::from_millis(500));
                    let began = Instant::now();
                    pool.shutdown();
                    assert_eq!(began.elapsed(), Duration::ZERO, "shutdown waited");
                    let read = outcomes(&pool);
                    expect_squares(read, submitter.join().expect("no panic"));
                });
            })
            .at_exact_times()
            .schedules(1_500)
        }),
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
                assert_eq!(done.load(Relaxed), 5, "jobs done when drop returned");
                drop(counter(2, 5, &done));
            })
            .schedules(3_000)
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
                assert_eq!(done.load(Relaxed), 8, "jobs done when drop returned");
            })
            .schedules(1_800)
        }),
        Rule::new("drop_because_of_a_panic_ends_too", || {
            on_every_schedule(|| {
                let done = Arc::new(AtomicUsize::new(0));
                drop(counter(1, 1, &done));
                let unwound = panic::catch_unwind(AssertUnwindSafe(|| {
                    let pool = counter(2, 1, &done);
                    for n in 1..=4 {
                        assert_eq!(
                            pool.submit(n),
                            Ok(()),
                            "`submit` of job {n} to an open pool"
                        );
                    }
                    panic!("the owner of the pool panics");
                }));
                let message = panic_message(&*unwound.expect_err("it panicked"));
                assert_eq!(
                    message, "the owner of the pool panics",
                    "what the panic that goes on says"
                );
                assert_eq!(done.load(Relaxed), 4, "jobs done when drop returned");
            })
            .schedules(1_500)
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
                assert!(dropped.is_ok(), "drop panicked because a job had");
            })
            .schedules(600)
        }),
        Rule::new("a_panic_is_an_outcome_and_costs_no_worker", || {
            on_every_schedule(|| {
                let pool = WorkerPool::builder().workers(1).queue(4);
                let pool = pool.build(|n: u64| {
                    assert!(n.is_multiple_of(2), "{n} is odd");
                    n
                });
                let pool = pool.expect("there is a worker");
                for n in 1..=4 {
                    assert_eq!(
                        pool.submit(n),
                        Ok(()),
                        "`submit` of job {n} to an open pool"
                    );
                }
                pool.shutdown();
                let read: Vec<Result<u64, String>> = pool
                    .outcomes()
                    .map(|outcome| outcome.map_err(|panic| panic_message(&*panic)))
                    .collect();
                let odd = |n| Err(format!("{n} is odd"));
                let expected = [odd(1), Ok(2), odd(3), Ok(4)];
                assert_eq!(read, expected, "the outcomes");
            })
            .schedules(1_500)
        }),
        Rule::new("a_panic_comes_out_as_it_was_thrown", || {
            on_every_schedule(|| {
                let pool = WorkerPool::new(1, |n: u64| panic::panic_any(n));
                let pool: WorkerPool<u64, ()> = pool.expect("there is a worker");
                assert_eq!(pool.submit(7), Ok(()), "`submit` to an open pool");
                let outcome = pool.next_outcome().expect("the job has an outcome");
                let thrown = outcome.expect_err("the job panics");
                assert_eq!(
                    thrown.downcast_ref(),
                    Some(&7_u64),
                    "what a job threw with `panic_any`, as its outcome gives it"
                );
            })
            .schedules(50)
        }),
        Rule::new("a_pool_that_nobody_reads_takes_what_it_holds", || {
            on_every_schedule(|| {
                for (workers, queue) in [(1, 0), (1, 2), (3, 1)] {
                    expect_room(workers, queue);
                }
            })
            .at_exact_times()
            .never_polls(2)
            .schedules(900)
        }),
        Rule::new("of_several_readers_each_gets_other_outcomes", || {
            on_every_schedule(|| {
                let pool = squares(2, 1, 5);
                let read = thread::scope(|scope| {
                    let reader = scope.spawn(|| outcomes(&pool));
                    let other = scope.spawn(|| outcomes(&pool));
                    for n in 1..=6 {
                        assert_eq!(
                            pool.submit(n),
                            Ok(()),
                            "`submit` of job {n} to an open pool"
                        );
                    }
                    pool.shutdown();
                    let mut read = reader.join().expect("no panic");
                    read.extend(other.join().expect("no panic"));
                    read
                });
                expect_squares(read, (1..=6).collect());
            })
            .schedules(1_800)
        }),
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
                    "three workers take another time than they need for jobs of 50, \
                     100 ... 400 ms"
                );
            })
            .at_exact_times()
            .schedules(1_200)
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
            .schedules(1_800)
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
                assert_eq!(names, expected, "the names of two threads");
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                let pool = WorkerPool::new(0, |n: u64| n);
                assert!(
                    matches!(pool, Err(BuildError::NoWorkers)),
                    "a pool without workers must be `BuildError::NoWorkers`"
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
                    "more workers than the system has threads must be \
                     `BuildError::Spawn`"
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

/// Two threads submit while two others shut the pool down, all at once, and main
/// reads: what was accepted has an outcome, and what was refused has none.
fn race(workers: usize, queue: usize, millis: u64) {
    let pool = squares(workers, queue, millis);
    let submit = |jobs: [u64; 3]| {
        let pool = &pool;
        move || {
            let (mut accepted, mut late) = (Vec::new(), false);
            for n in jobs {
                match pool.submit(n) {
                    Ok(()) => {
                        assert!(
                            !late,
                            "a job was accepted after another was refused"
                        );
                        accepted.push(n);
                    }
                    Err(SubmitError(job)) => {
                        assert_eq!(job, n, "another job came back");
                        late = true;
                    }
                }
            }
            accepted
        }
    };
    let (mut accepted, read) = thread::scope(|scope| {
        let one = scope.spawn(submit([1, 2, 3]));
        let two = scope.spawn(submit([11, 12, 13]));
        scope.spawn(|| {
            lab::work(Duration::from_millis(millis));
            pool.shutdown();
        });
        scope.spawn(|| pool.shutdown());
        let read = outcomes(&pool);
        let mut accepted = one.join().expect("a submitter panicked");
        accepted.extend(two.join().expect("a submitter panicked"));
        (accepted, read)
    });
    accepted.sort_unstable();
    expect_squares(read, accepted);
}

/// While nobody reads, the pool accepts `workers + 2 * queue` jobs.
fn expect_room(workers: usize, queue: usize) {
    let pool = squares(workers, queue, 10);
    let accepted = AtomicUsize::new(0);
    let jobs = workers + 2 * queue + 3;
    thread::scope(|scope| {
        scope.spawn(|| {
            for n in 1..=jobs {
                assert_eq!(
                    pool.submit(n as u64),
                    Ok(()),
                    "`submit` of job {n} to an open pool"
                );
                accepted.fetch_add(1, Relaxed);
            }
            pool.shutdown();
        });
        thread::sleep(Duration::from_secs(1));
        assert_eq!(
            accepted.load(Relaxed),
            workers + 2 * queue,
            "jobs accepted by {workers} workers with a queue of {queue}, while \
             nobody read"
        );
        expect_squares(outcomes(&pool), (1..=jobs as u64).collect());
    });
}

/// A pool whose jobs take `millis` ms each.
fn squares(workers: usize, queue: usize, millis: u64) -> WorkerPool<u64, u64> {
    WorkerPool::builder()
        .workers(workers)
        .queue(queue)
        .build(move |n| {
            lab::work(Duration::from_millis(millis));
            n * n
        })
        .expect("there are workers")
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

fn outcomes(pool: &WorkerPool<u64, u64>) -> Vec<u64> {
    let outcomes = pool.outcomes();
    outcomes.map(|outcome| outcome.expect("no panic")).collect()
}

fn expect_squares(mut read: Vec<u64>, accepted: Vec<u64>) {
    read.sort_unstable();
    let expected: Vec<_> = accepted.iter().map(|n| n * n).collect();
    assert_eq!(
        read, expected,
        "not exactly one outcome for each accepted job: the \
         squares of the jobs that were accepted, sorted"
    );
}
