//! What `DynamicPool` promises, on every schedule.

use std::time::Duration;

use lab::sync::{Arc, Mutex};
use lab::thread;
use lab::time::Instant;
use rules::{Rule, on_every_schedule};
use workloads::scaling::{
    Change, Sample, Scaling, ScalingError, ScalingReport, Task,
};

use super::subject::DynamicPool;

/// One to three workers, a queue of 10, half a second of patience.
const USUAL: Scaling = Scaling {
    min: 1,
    max: 3,
    queue: 10,
    crowded: 80,
    idle: Duration::from_millis(500),
    every: Duration::from_secs(5),
};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("each_task_is_done_once", || {
            on_every_schedule(|| {
                let scaling = Scaling {
                    queue: 2,
                    idle: ms(20),
                    every: ms(50),
                    ..USUAL
                };
                expect_each_once(scaling, &[10, 30, 0, 20, 0, 10, 30, 10], 0);
                expect_each_once(Scaling { max: 1, ..scaling }, &[10, 10, 0], 5);
            })
            .schedules(800)
        }),
        Rule::new("tasks_that_take_no_time_are_no_problem", || {
            on_every_schedule(|| {
                let scaling = Scaling { queue: 1, ..USUAL };
                expect_each_once(scaling, &[0; 6], 0);
                // It counts as 1.
                expect_each_once(Scaling { queue: 0, ..USUAL }, &[0, 10, 0], 0);
            })
            .schedules(1_000)
        }),
        Rule::new("impossible_limits_are_an_error", || {
            on_every_schedule(|| {
                let error = |min, max| {
                    let scaling = Scaling { min, max, ..USUAL };
                    DynamicPool::new(scaling, Task::process).err()
                };
                assert_eq!(
                    error(0, 3),
                    Some(ScalingError::NoWorkers),
                    "with at least 0 and at most 3 workers"
                );
                assert_eq!(
                    error(0, 0),
                    Some(ScalingError::NoWorkers),
                    "with at least 0 and at most 0 workers"
                );
                assert_eq!(
                    error(3, 2),
                    Some(ScalingError::MaxBelowMin),
                    "with at least 3 and at most 2 workers"
                );
            })
            .schedules(10)
        }),
        Rule::new("a_pool_without_tasks_ends_at_once", || {
            on_every_schedule(|| {
                let began = Instant::now();
                let report = new(Scaling { min: 3, ..USUAL }).finish();
                assert_eq!(report, ScalingReport::default(), "nothing happened");
                assert_eq!(began.elapsed(), Duration::ZERO, "finish had to wait");
            })
            .at_exact_times()
            .schedules(600)
        }),
        Rule::new("above_80_percent_there_is_one_worker_more", || {
            on_every_schedule(|| {
                let pool = new(USUAL);
                submit(&pool, 1, 2_000);
                // Time for the worker to take it.
                thread::sleep(ms(1));
                submit(&pool, 8, 2_000);
                thread::sleep(ms(1));
                // Eight of ten are 80 %, not more.
                for _ in 0..3 {
                    submit(&pool, 1, 2_000);
                    thread::sleep(ms(1));
                }
                expect_changes(&pool.finish(), &[(2, 2), (3, 3)]);
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("under_load_it_has_the_most_workers", || {
            on_every_schedule(|| {
                let began = Instant::now();
                let pool = new(Scaling {
                    max: 4,
                    queue: 5,
                    ..USUAL
                });
                submit(&pool, 40, 100);
                let report = pool.finish();
                expect_changes(&report, &[(0, 2), (0, 3), (0, 4)]);
                // 40 tasks of 100 ms, for four workers.
                assert_eq!(
                    began.elapsed(),
                    ms(1_000),
                    "40 tasks of 100 ms under at most four workers take another \
                     time than they need"
                );
            })
            .at_exact_times()
            .expect(|figures| match figures.peak_working {
                4 => Ok(()),
                peak => Err(format!("{peak} workers worked at once instead of 4")),
            })
            .schedules(80)
        }),
        Rule::new("who_is_idle_for_long_ends", || {
            on_every_schedule(|| {
                let pool = new(Scaling { queue: 4, ..USUAL });
                submit(&pool, 9, 100);
                // Three workers have done them at 300 ms.
                thread::sleep(ms(2_000));
                let began = Instant::now();
                submit(&pool, 2, 100);
                let report = pool.finish();
                let expected = [(0, 2), (0, 3), (800, 2), (800, 1)];
                expect_changes(&report, &expected);
                assert_eq!(
                    began.elapsed(),
                    ms(200),
                    "the report says that one worker is left, but two tasks of \
                     100 ms take another time than one worker needs"
                );
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("it_grows_again", || {
            on_every_schedule(|| {
                let pool = new(Scaling { queue: 4, ..USUAL });
                for _ in 0..2 {
                    submit(&pool, 9, 100);
                    thread::sleep(ms(2_000));
                }
                let mut expected = vec![(0, 2), (0, 3), (800, 2), (800, 1)];
                // Submitting nine took 100 ms.
                expected.extend([(2_100, 2), (2_100, 3), (2_900, 2), (2_900, 1)]);
                expect_changes(&pool.finish(), &expected);
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("who_works_is_not_idle", || {
            on_every_schedule(|| {
                // One waiting task is crowded: the first submission starts a worker.
                let pool = new(Scaling {
                    max: 2,
                    queue: 1,
                    ..USUAL
                });
                submit(&pool, 2, 5_000);
                thread::sleep(ms(6_000));
                expect_changes(&pool.finish(), &[(0, 2), (5_500, 1)]);
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("a_wake_up_without_a_task_does_not_prolong_the_wait", || {
            on_every_schedule(|| {
                let who = Arc::new(Mutex::new(Vec::new()));
                let list = Arc::clone(&who);
                let scaling = Scaling {
                    max: 2,
                    queue: 1,
                    ..USUAL
                };
                let pool = DynamicPool::new(scaling, move |task: Task| {
                    list.lock().unwrap().push(thread::current().id());
                    task.process();
                });
                let pool = pool.expect("these limits are possible");
                // From 100 ms on one works and the other waits. Then a task comes
                // just when the one is done: either of them may get it.
                submit(&pool, 2, 100);
                thread::sleep(ms(100));
                submit(&pool, 1, 300);
                thread::sleep(ms(300));
                submit(&pool, 1, 1_000);
                thread::sleep(ms(900));
                let report = pool.finish();
                let who = who.lock().unwrap();
                // The other one is idle since 100 ms, or since 400 ms.
                let end = if who[2] == who[3] { 600 } else { 900 };
                expect_changes(&report, &[(0, 2), (end, 1)]);
            })
            .at_exact_times()
            .schedules(400)
        }),
        Rule::new("the_least_number_stays", || {
            on_every_schedule(|| {
                let pool = new(Scaling { min: 2, ..USUAL });
                thread::sleep(ms(3_000));
                let began = Instant::now();
                submit(&pool, 2, 100);
                expect_changes(&pool.finish(), &[]);
                assert_eq!(
                    began.elapsed(),
                    ms(100),
                    "after three seconds without tasks there are not two workers, \
                     which is the least"
                );
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("a_task_that_comes_as_a_worker_goes_is_done", || {
            on_every_schedule(|| {
                let idle = ms(20);
                let scaling = Scaling {
                    max: 2,
                    queue: 1,
                    idle,
                    ..USUAL
                };
                let pool = Recorder::new(scaling);
                pool.submit(&[10, 10]);
                // The second worker gives up at this very moment.
                thread::sleep(ms(10) + idle);
                pool.submit(&[10, 0, 10]);
                pool.expect_each_once();
            })
            .schedules(1_500)
        }),
        Rule::new("there_are_never_more_than_max_nor_fewer_than_min", || {
            on_every_schedule(|| {
                let scaling = Scaling {
                    max: 2,
                    queue: 1,
                    // So that no thread is on its way out when another comes.
                    idle: Duration::from_secs(3_600),
                    ..USUAL
                };
                let pool = Arc::new(Recorder::new(scaling));
                let hands = [(); 3].map(|()| {
                    let pool = Arc::clone(&pool);
                    thread::spawn(move || pool.submit(&[10, 0]))
                });
                for hand in hands {
                    hand.join().expect("submitting does not panic");
                }
                let pool = Arc::into_inner(pool).expect("the others have ended");
                pool.expect_each_once();
            })
            // Two workers, the monitor, and the three that submit.
            .peak_threads(6)
            .schedules(1_500)
        }),
        Rule::new("growing_and_shrinking_go_in_single_steps", || {
            on_every_schedule(|| {
                let scaling = Scaling {
                    min: 2,
                    max: 4,
                    queue: 2,
                    idle: ms(10),
                    ..USUAL
                };
                let pool = Recorder::new(scaling);
                for _ in 0..2 {
                    pool.submit(&[10, 20, 10, 20, 10]);
                    thread::sleep(ms(40));
                }
                pool.expect_each_once();
            })
            .schedules(1_000)
        }),
        Rule::new("a_full_queue_makes_submit_wait", || {
            on_every_schedule(|| {
                let pool = new(Scaling {
                    max: 1,
                    queue: 3,
                    ..USUAL
                });
                let began = Instant::now();
                submit(&pool, 4, 100);
                assert_eq!(
                    began.elapsed(),
                    Duration::ZERO,
                    "there was room for four"
                );
                submit(&pool, 1, 100);
                assert_eq!(
                    began.elapsed(),
                    ms(100),
                    "three tasks waited, and the next one was not submitted at the \
                     moment when one of them was taken"
                );
                assert_eq!(pool.finish().done, 5, "tasks done, of five");
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("the_oldest_task_is_next", || {
            on_every_schedule(|| {
                let pool = Recorder::new(Scaling { max: 1, ..USUAL });
                pool.submit(&[10; 6]);
                assert_eq!(pool.finish().1, [1, 2, 3, 4, 5, 6], "not in order");
            })
            .schedules(300)
        }),
        Rule::new("the_monitor_looks_at_exact_times", || {
            on_every_schedule(|| {
                let began = Instant::now();
                let pool = new(Scaling {
                    max: 1,
                    every: ms(1_000),
                    ..USUAL
                });
                submit(&pool, 5, 700);
                thread::sleep(ms(50));
                let report = pool.finish();
                // Tasks are taken at 0, 700, 1400, 2100 and 2800 ms.
                let look = |at, queued| Sample {
                    at: ms(at),
                    queued,
                    workers: 1,
                };
                let expected = [look(1_000, 3), look(2_000, 2), look(3_000, 0)];
                assert_eq!(
                    report.samples, expected,
                    "a look every second, while one worker did five tasks of 700 ms"
                );
                assert_eq!(
                    began.elapsed(),
                    ms(3_500),
                    "the tasks are done at 3500 ms; finish returned at another time"
                );
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("there_is_one_thread_a_worker_and_the_monitor", || {
            on_every_schedule(|| {
                let scaling = Scaling { queue: 2, ..USUAL };
                expect_each_once(scaling, &[10; 9], 0);
            })
            .peak_threads(4)
            .schedules(400)
        }),
        Rule::new("nobody_polls", || {
            on_every_schedule(|| {
                let idle = ms(1_000);
                let pool = new(Scaling {
                    min: 2,
                    idle,
                    ..USUAL
                });
                submit(&pool, 2, 100);
                thread::sleep(ms(4_000));
                assert_eq!(pool.finish().done, 2, "tasks done, of two");
            })
            .expect(few_steps)
            .schedules(40)
        }),
    ]
}

fn few_steps(figures: &lab::Figures) -> Result<(), String> {
    if figures.steps <= 200 {
        return Ok(());
    }
    Err(format!(
        "polling: {} operations in four seconds with two tasks; wait with \
         `Condvar::wait_timeout_while`, `recv_timeout` or `select!`",
        figures.steps
    ))
}

fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

fn new(scaling: Scaling) -> DynamicPool {
    DynamicPool::new(scaling, Task::process).expect("these limits are possible")
}

fn submit(pool: &DynamicPool, count: u32, millis: u64) {
    for id in 1..=count {
        pool.submit(Task::new(id, millis));
    }
}

fn expect_changes(report: &ScalingReport, expected: &[(u64, usize)]) {
    let change = |&(at, workers): &(u64, usize)| Change {
        at: ms(at),
        workers,
    };
    let expected: Vec<_> = expected.iter().map(change).collect();
    assert_eq!(
        report.changes, expected,
        "the number of workers changed in another way"
    );
}

fn expect_each_once(scaling: Scaling, millis: &[u64], pause: u64) {
    let pool = Recorder::new(scaling);
    for &millis in millis {
        pool.submit(&[millis]);
        if pause > 0 {
            thread::sleep(ms(pause));
        }
    }
    pool.expect_each_once();
}

/// A pool, and a list of the tasks it has done.
struct Recorder {
    scaling: Scaling,
    pool: DynamicPool,
    submitted: Mutex<u32>,
    done: Arc<Mutex<Vec<u32>>>,
}

impl Recorder {
    fn new(scaling: Scaling) -> Recorder {
        let done = Arc::new(Mutex::new(Vec::new()));
        let list = Arc::clone(&done);
        let work = move |task: Task| {
            let id = task.id;
            task.process();
            list.lock().unwrap().push(id);
        };
        Recorder {
            scaling,
            pool: DynamicPool::new(scaling, work).expect("possible limits"),
            submitted: Mutex::new(0),
            done,
        }
    }

    /// Submits tasks of these durations.
    fn submit(&self, millis: &[u64]) {
        for &millis in millis {
            let id = {
                let mut submitted = self.submitted.lock().unwrap();
                *submitted += 1;
                *submitted
            };
            self.pool.submit(Task::new(id, millis));
        }
    }

    fn finish(self) -> (ScalingReport, Vec<u32>) {
        let report = self.pool.finish();
        let done = self.done.lock().unwrap();
        (report, done.clone())
    }

    /// Finishes, and checks all that holds for every run.
    fn expect_each_once(self) {
        let submitted = *self.submitted.lock().unwrap();
        let Scaling { min, max, .. } = self.scaling;
        let (report, mut done) = self.finish();
        done.sort_unstable();
        assert_eq!(
            done,
            (1..=submitted).collect::<Vec<_>>(),
            "not every task was done exactly once (the ids of those done)"
        );
        assert_eq!(report.done, done.len(), "the report counts other tasks");
        let mut before = min;
        let mut last = Duration::ZERO;
        for Change { at, workers } in report.changes {
            assert!(
                (min..=max).contains(&workers),
                "there were {workers} workers, and {min} to {max} are allowed"
            );
            assert_eq!(
                workers.abs_diff(before),
                1,
                "the number of workers went from {before} to {workers} in one step"
            );
            assert!(at >= last, "the changes are not in order");
            (before, last) = (workers, at);
        }
    }
}
