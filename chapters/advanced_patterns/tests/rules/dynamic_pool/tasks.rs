//! Each task is done once, the oldest first.

use std::time::Duration;

use lab::thread;
use lab::time::Instant;
use rules::{Rule, on_every_schedule};
use workloads::scaling::Scaling;

use super::{Recorder, USUAL, expect_each_once, ms, new, submit};

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
                    "one task for the worker, and three for a queue of three: how long \
                     `submit` waited, with room for all four"
                );
                submit(&pool, 1, 100);
                assert_eq!(
                    began.elapsed(),
                    ms(100),
                    "three tasks waited, and the next one was not submitted at the \
                     moment when one of them was taken"
                );
                assert_eq!(pool.finish().done, 5, "`done` of the report, after five tasks");
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("one_free_place_is_for_one_of_two_who_wait", || {
            on_every_schedule(|| {
                let pool = new(Scaling {
                    max: 1,
                    queue: 1,
                    ..USUAL
                });
                let began = Instant::now();
                // One is being done, and one fills the queue.
                submit(&pool, 2, 100);
                // The second one comes at the moment when the first gets room.
                let mut times = thread::scope(|scope| {
                    let waiting = [0, 100].map(|pause| {
                        let pool = &pool;
                        scope.spawn(move || {
                            thread::sleep(ms(pause));
                            submit(pool, 1, 100);
                            began.elapsed()
                        })
                    });
                    waiting.map(|one| one.join().expect("submitting does not panic"))
                });
                times.sort_unstable();
                drop(pool.finish());
                assert_eq!(
                    times,
                    [ms(100), ms(200)],
                    "two wait for room in a full queue of one; a task is taken from \
                     it at 100 ms, and one at 200 ms: when the two got into the \
                     queue, which never holds more than one"
                );
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("two_free_places_are_for_two_who_wait", || {
            on_every_schedule(|| {
                let pool = new(Scaling {
                    min: 2,
                    max: 2,
                    queue: 2,
                    ..USUAL
                });
                let began = Instant::now();
                submit(&pool, 4, 100);
                let times = thread::scope(|scope| {
                    let waiting = [(); 2].map(|()| {
                        scope.spawn(|| {
                            submit(&pool, 1, 100);
                            began.elapsed()
                        })
                    });
                    // Makes the queue full again if one of them is still outside.
                    thread::sleep(ms(150));
                    submit(&pool, 1, 100);
                    waiting.map(|one| one.join().expect("submitting does not panic"))
                });
                drop(pool.finish());
                assert_eq!(
                    times,
                    [ms(100); 2],
                    "two wait for room in a full queue of two; two workers take a task \
                     each at 100 ms: when the two got into the queue"
                );
            })
            .at_exact_times()
            .schedules(300)
        }),
    ]
}
