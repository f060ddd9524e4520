//! When there is one worker more.

use lab::sync::{Arc, Mutex};
use lab::thread;
use lab::time::Instant;
use rules::{Rule, on_every_schedule};
use workloads::scaling::{Scaling, ScalingError, Task};

use super::{USUAL, expect_changes, ms, new, start, submit, timed};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("impossible_limits_are_an_error", || {
            on_every_schedule(|| {
                let error = |min, max| {
                    let scaling = Scaling { min, max, ..USUAL };
                    start(scaling, Task::process).err()
                };
                assert_eq!(
                    error(0, 3),
                    Some(ScalingError::NoWorkers),
                    "the error of a pool with at least 0 and at most 3 workers"
                );
                assert_eq!(
                    error(0, 0),
                    Some(ScalingError::NoWorkers),
                    "the error of a pool with at least 0 and at most 0 workers"
                );
                assert_eq!(
                    error(3, 2),
                    Some(ScalingError::MaxBelowMin),
                    "the error of a pool with at least 3 and at most 2 workers"
                );
            })
            .schedules(10)
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
                expect_changes(
                    &pool.finish(),
                    &[(2, 2), (3, 3)],
                    "one worker is busy, and eight of ten places are taken; a task \
                     comes at 2 ms, at 3 ms and at 4 ms, for at most three workers",
                );
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("what_is_crowded_is_for_the_caller_to_say", || {
            on_every_schedule(|| {
                let pool = new(Scaling {
                    crowded: 50,
                    ..USUAL
                });
                submit(&pool, 1, 2_000);
                thread::sleep(ms(1));
                // Five of ten are 50 %, not more.
                submit(&pool, 5, 2_000);
                thread::sleep(ms(1));
                submit(&pool, 1, 2_000);
                expect_changes(
                    &pool.finish(),
                    &[(2, 2)],
                    "a queue of 10 that is crowded above 50 percent holds five \
                     tasks from 1 ms on, and six at 2 ms",
                );
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("two_of_three_are_more_than_66_percent", || {
            on_every_schedule(|| {
                let pool = new(Scaling {
                    queue: 3,
                    crowded: 66,
                    ..USUAL
                });
                submit(&pool, 1, 2_000);
                thread::sleep(ms(1));
                // By two thirds of a percent.
                submit(&pool, 2, 2_000);
                expect_changes(
                    &pool.finish(),
                    &[(1, 2)],
                    "a queue of 3 that is crowded above 66 percent holds two tasks \
                     at 1 ms",
                );
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("a_queue_that_may_be_full_never_brings_a_worker", || {
            on_every_schedule(|| {
                let pool = new(Scaling {
                    queue: 2,
                    crowded: 100,
                    ..USUAL
                });
                submit(&pool, 5, 100);
                expect_changes(
                    &pool.finish(),
                    &[],
                    "a queue of 2 is crowded above 100 percent, so never; it is full \
                     when the fourth and the fifth task come, which wait for room",
                );
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("a_crowded_queue_brings_a_worker_though_one_is_idle", || {
            on_every_schedule(|| {
                let pool = new(Scaling {
                    max: 2,
                    crowded: 10,
                    ..USUAL
                });
                thread::sleep(ms(1));
                // The idle worker may take one of them in between, and not two.
                submit(&pool, 4, 100);
                expect_changes(
                    &pool.finish(),
                    &[(1, 2)],
                    "the only worker is idle, and four tasks come at 1 ms for a queue \
                     of 10 that is crowded above 10 percent",
                );
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("a_new_worker_takes_the_oldest_task", || {
            on_every_schedule(|| {
                let begun = Arc::new(Mutex::new(Vec::new()));
                let list = Arc::clone(&begun);
                let scaling = Scaling {
                    max: 2,
                    queue: 2,
                    ..USUAL
                };
                let pool = start(scaling, move |task: Task| {
                    list.lock().unwrap().push(task.id);
                    task.process();
                });
                let pool = pool.expect("these limits are possible");
                pool.submit(Task::new(1, 100));
                thread::sleep(ms(1));
                pool.submit(Task::new(2, 200));
                pool.submit(Task::new(3, 100));
                drop(pool.finish());
                assert_eq!(
                    *begun.lock().unwrap(),
                    [1, 2, 3],
                    "one worker does task 1 when 2 and 3 come and bring a second \
                     worker: in which order the tasks were begun"
                );
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("each_task_for_a_crowded_queue_brings_a_worker", || {
            on_every_schedule(|| {
                let pool = new(USUAL);
                submit(&pool, 1, 2_000);
                thread::sleep(ms(1));
                // The ninth brings one, and so does the tenth: nobody else comes.
                submit(&pool, 10, 2_000);
                expect_changes(
                    &pool.finish(),
                    &[(1, 2), (1, 3)],
                    "one worker is busy, and ten tasks come at 1 ms for a queue of \
                     10: both the ninth and the tenth find it crowded",
                );
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("two_who_submit_at_once_bring_one_worker", || {
            on_every_schedule(|| {
                let pool = new(Scaling {
                    max: 5,
                    queue: 5,
                    ..USUAL
                });
                submit(&pool, 1, 2_000);
                thread::sleep(ms(1));
                submit(&pool, 3, 2_000);
                // The fourth and the fifth of five: only then it is crowded.
                thread::scope(|scope| {
                    scope.spawn(|| submit(&pool, 1, 2_000));
                    scope.spawn(|| submit(&pool, 1, 2_000));
                });
                let workers: Vec<_> =
                    pool.finish().changes.iter().map(|c| c.workers).collect();
                assert_eq!(
                    workers,
                    [2],
                    "three tasks wait, and two threads submit one each at the same \
                     time; of the two, one finds the queue crowded, with 5 of 5: \
                     how many workers there were after each change"
                );
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("under_load_it_has_the_most_workers", || {
            on_every_schedule(|| {
                let began = Instant::now();
                let (pool, ended) = timed(Scaling {
                    max: 4,
                    queue: 5,
                    ..USUAL
                });
                submit(&pool, 40, 100);
                let report = pool.finish();
                expect_changes(
                    &report,
                    &[(0, 2), (0, 3), (0, 4)],
                    "40 tasks of 100 ms come at once, for one to four workers and a \
                     queue of 5",
                );
                assert_eq!(
                    *ended.lock().unwrap() - began,
                    ms(1_000),
                    "the time until the last of 40 tasks of 100 ms is done, when \
                     there are four workers as soon as they are needed"
                );
            })
            .at_exact_times()
            .expect(|figures| match figures.peak_working {
                4 => Ok(()),
                peak => Err(format!(
                    "{peak} workers worked at once, and 4 are allowed and needed"
                )),
            })
            .schedules(80)
        }),
        Rule::new("nine_workers_are_not_too_many", || {
            on_every_schedule(|| {
                let began = Instant::now();
                let (pool, ended) = timed(Scaling {
                    max: 9,
                    queue: 5,
                    ..USUAL
                });
                submit(&pool, 36, 100);
                drop(pool.finish());
                assert_eq!(
                    *ended.lock().unwrap() - began,
                    ms(400),
                    "the time until the last of 36 tasks of 100 ms is done, when \
                     there are nine workers as soon as they are needed"
                );
            })
            .at_exact_times()
            .schedules(40)
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
                expect_changes(
                    &pool.finish(),
                    &expected,
                    "nine tasks of 100 ms come at 0 ms and again at 2100 ms, for one \
                     to three workers with a patience of 500 ms and a queue of 4",
                );
            })
            .at_exact_times()
            .schedules(200)
        }),
    ]
}
