//! What a pool promises that moves jobs in batches, on every schedule.

use advanced_patterns::lesson::fast_pool::work_stealing::WorkerPool;
use lab::sync::{Arc, Mutex};
use lab::time::{Duration, Instant};
use lab::{channel, thread};
use rules::{Rule, on_every_schedule, on_some_schedule};
use workloads::pool::SubmitError;

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new(
            "no_job_waits_behind_a_long_one_while_a_worker_is_idle",
            || {
                on_every_schedule(|| {
                // Whoever takes some along with the long one loses them to the others.
                for workers in [2, 3] {
                    let mut jobs = vec![10; 21];
                    jobs[0] = 200;
                    assert_eq!(
                        time_of(workers, jobs),
                        Duration::from_millis(200),
                        "the time that {workers} workers take for a job of 200 ms and \
                         twenty of 10 ms behind it, when none of them waits for the \
                         long one"
                    );
                }
            })
            .at_exact_times()
            .schedules(1_500)
            },
        ),
        Rule::new("a_batch_is_begun_by_all_workers", || {
            on_every_schedule(|| {
                let took = time_of(4, vec![10; 40]);
                assert_eq!(
                    took,
                    Duration::from_millis(100),
                    "the time that four workers take for forty jobs of 10 ms, when \
                     each begins as soon as there is one"
                );
            })
            .at_exact_times()
            .schedules(900)
        }),
        Rule::new("a_panic_costs_its_own_job_only", || {
            on_every_schedule(|| {
                let done = Arc::new(Mutex::new(Vec::new()));
                let list = Arc::clone(&done);
                let pool = WorkerPool::builder().workers(2).queue(40);
                let pool = pool.build_without_outcomes(move |n: u64| {
                    assert!(!n.is_multiple_of(3), "{n} is a multiple of 3");
                    list.lock().unwrap().push(n);
                });
                let pool = pool.expect("there are workers");
                for n in 1..=30 {
                    assert_eq!(pool.submit(n), Ok(()));
                }
                drop(pool);
                let mut done = done.lock().unwrap().clone();
                done.sort_unstable();
                let expected: Vec<u64> = (1..=30).filter(|n| n % 3 > 0).collect();
                assert_eq!(
                    done, expected,
                    "the jobs that are done of 1 to 30, of which every third panics"
                );
            })
            .schedules(1_500)
        }),
        Rule::new("jobs_that_come_while_workers_go_to_sleep_are_seen", || {
            on_every_schedule(|| {
                let pool = WorkerPool::builder().workers(3).queue(20);
                let pool = pool.build(|n: u64| n).expect("there are workers");
                thread::scope(|scope| {
                    for from in [0, 100] {
                        let pool = &pool;
                        scope.spawn(move || {
                            for n in 0..8 {
                                assert_eq!(pool.submit(from + n), Ok(()));
                                thread::yield_now();
                            }
                        });
                    }
                    // One for each, although the pool stays open.
                    for _ in 0..16 {
                        assert!(pool.next_outcome().is_some());
                    }
                });
            })
            .schedules(3_000)
        }),
        Rule::new("cancel_also_finds_what_workers_took_along", || {
            on_every_schedule(|| {
                let pool = WorkerPool::builder().workers(2).queue(40);
                let work = |_: u64| lab::work(Duration::from_millis(100));
                let pool = pool.build(work).expect("there are workers");
                for n in 0..40 {
                    assert_eq!(pool.submit(n), Ok(()));
                }
                thread::sleep(Duration::from_millis(150));
                let began = Instant::now();
                let unstarted = pool.cancel();
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(50),
                    "how long `cancel` waited, with jobs that take 50 ms more"
                );
                assert_eq!(
                    unstarted.len(),
                    36,
                    "how many jobs `cancel` returned as unstarted, of 40 of which \
                     four were begun"
                );
                assert_eq!(
                    pool.outcomes().count(),
                    4,
                    "how many outcomes there are of four jobs that were begun"
                );
            })
            .at_exact_times()
            .schedules(900)
        }),
        Rule::new("cancel_wakes_who_waits_for_room", || {
            on_every_schedule(|| {
                let pool = WorkerPool::builder().workers(1).queue(1);
                let work = |_: u64| lab::work(Duration::from_millis(100));
                let pool = pool.build_without_outcomes(work);
                let pool = pool.expect("there are workers");
                for n in 0..2 {
                    assert_eq!(pool.submit(n), Ok(()));
                }
                thread::scope(|scope| {
                    let waits = [2, 3].map(|n| {
                        let pool = &pool;
                        scope.spawn(move || (pool.submit(n), Instant::now()))
                    });
                    thread::sleep(Duration::from_millis(50));
                    let began = Instant::now();
                    assert_eq!(pool.cancel(), [1], "the jobs `cancel` returned");
                    for (wait, job) in waits.into_iter().zip([2, 3]) {
                        let (refused, at) = wait.join().expect("no panic");
                        assert_eq!(
                            refused.map_err(SubmitError::into_inner),
                            Err(job)
                        );
                        assert_eq!(
                            at - began,
                            Duration::ZERO,
                            "how long a `submit` that waits for room waits on after \
                             `cancel`"
                        );
                    }
                });
            })
            .at_exact_times()
            .schedules(1_500)
        }),
        Rule::new("each_free_place_is_given_to_who_waits", || {
            on_every_schedule(|| {
                // Two run and one waits; then two end and the third never does, so
                // that nobody else tells of a place.
                let (run, may_run) = channel::bounded::<()>(3);
                let pool = WorkerPool::builder().workers(2).queue(1);
                let pool = pool.build_without_outcomes(move |_: u64| {
                    may_run.recv().expect("main lets them run");
                });
                let pool = pool.expect("there are workers");
                for n in 0..3 {
                    assert_eq!(pool.submit(n), Ok(()));
                }
                thread::scope(|scope| {
                    for n in [3, 4] {
                        let pool = &pool;
                        scope.spawn(move || assert_eq!(pool.submit(n), Ok(())));
                    }
                    for _ in 0..2 {
                        run.send(()).expect("workers receive");
                    }
                });
                for _ in 0..3 {
                    run.send(()).expect("workers receive");
                }
            })
            .schedules(3_000)
        }),
        Rule::new("workers_take_jobs_along", || {
            on_some_schedule(
                "does a worker do two jobs between two visits to the inbox",
                || {
                    time_of(2, vec![0; 60]);
                    true
                },
                // With a visit for every job there are no fewer than a thousand.
                |figures| figures.steps < 60 * 13,
            )
            .schedules(300)
        }),
    ]
}

/// How long `workers` take for jobs of so many ms each.
fn time_of(workers: usize, jobs: Vec<u64>) -> Duration {
    let pool = WorkerPool::builder().workers(workers).queue(jobs.len());
    let pool = pool
        .build_without_outcomes(|millis| lab::work(Duration::from_millis(millis)))
        .expect("there are workers");
    let began = Instant::now();
    for job in jobs {
        assert_eq!(pool.submit(job), Ok(()));
    }
    drop(pool);
    began.elapsed()
}
