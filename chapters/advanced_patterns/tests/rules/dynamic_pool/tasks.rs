//! Who is there for the tasks, and that each is done once, the oldest first.

use std::time::Duration;

use lab::thread;
use lab::time::Instant;
use rules::{Rule, counted, on_every_schedule};
use workloads::scaling::Scaling;

use super::{Recorder, USUAL, expect_each_once, ms, new};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("a_pool_without_tasks_ends_at_once", || {
            on_every_schedule(|| {
                let began = Instant::now();
                let report = new(Scaling { min: 3, ..USUAL }).finish();
                assert_eq!(
                    (report.samples, report.done),
                    (Vec::new(), 0),
                    "`samples` and `done` of a pool that had no task"
                );
                assert_eq!(
                    began.elapsed(),
                    Duration::ZERO,
                    "how long `finish` of a pool without tasks took"
                );
            })
            .at_exact_times()
            .schedules(600)
        }),
        Rule::new("new_starts_the_least_number_of_workers", || {
            on_every_schedule(|| {
                let report = new(Scaling { min: 2, ..USUAL }).finish();
                assert_eq!(
                    report.changes,
                    [],
                    "`changes` of a pool of two to three workers that had no task: the \
                     first two are no change, nor is an end that `finish` brings"
                );
            })
            .expect(|figures| {
                // Beside main and the monitor.
                match figures.threads.len().saturating_sub(2) {
                    2 => Ok(()),
                    workers => Err(format!(
                        "{} began instead of 2: `new` starts `min` of them, and the \
                         monitor",
                        counted(workers, "worker")
                    )),
                }
            })
            .schedules(20)
        }),
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
        Rule::new("a_task_wakes_a_worker_that_is_idle", || {
            on_every_schedule(|| {
                let pool = Recorder::new(Scaling { min: 2, ..USUAL });
                // Both wait.
                thread::sleep(ms(1));
                pool.submit(&[10, 10]);
                thread::sleep(ms(15));
                let done = pool.done.lock().unwrap().len();
                assert_eq!(
                    done, 2,
                    "how many tasks of 10 ms are done 15 ms after two came to two idle \
                     workers; where one is missing, nobody notified a worker"
                );
                drop(pool.finish());
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("tasks_that_take_no_time_are_no_problem", || {
            on_every_schedule(|| {
                let scaling = Scaling { queue: 1, ..USUAL };
                expect_each_once(scaling, &[0; 6], 0);
            })
            .schedules(1_000)
        }),
        Rule::new("a_queue_of_0_counts_as_1", || {
            on_every_schedule(|| {
                expect_each_once(Scaling { queue: 0, ..USUAL }, &[0, 10, 0], 0);
            })
            .schedules(200)
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
        Rule::new("who_goes_leaves_no_task_behind", || {
            on_every_schedule(|| {
                // One waiting task is crowded, so there are two workers at once.
                let scaling = Scaling {
                    max: 2,
                    queue: 1,
                    ..USUAL
                };
                let pool = Recorder::new(scaling);
                pool.submit(&[5_000, 0]);
                // One is busy, and the other gives up at this very moment: before the
                // task, which then brings a new worker, or after it.
                thread::sleep(scaling.idle);
                pool.submit(&[10]);
                thread::sleep(ms(15));
                let done = pool.done.lock().unwrap().len();
                assert_eq!(
                    done, 2,
                    "one of two workers is busy until 5000 ms, the other is idle since \
                     0 ms with a patience of 500 ms, and at 500 ms a task of 10 ms \
                     comes: how many tasks are done at 515 ms; where one is missing, a \
                     worker went and left it behind: who gives up looks once more for \
                     a task, under the lock under which it counts itself out"
                );
                drop(pool.finish());
            })
            .at_exact_times()
            .schedules(1_200)
        }),
        Rule::new("the_oldest_task_is_next", || {
            on_every_schedule(|| {
                let pool = Recorder::new(Scaling { max: 1, ..USUAL });
                pool.submit(&[10; 6]);
                assert_eq!(
                    pool.finish().1,
                    [1, 2, 3, 4, 5, 6],
                    "the order in which the one worker did six tasks"
                );
            })
            .schedules(300)
        }),
    ]
}
