//! When the monitor looks, and that it ends with the pool.

use std::time::Duration;

use lab::thread;
use lab::time::Instant;
use rules::{Rule, on_every_schedule, on_some_schedule};
use workloads::scaling::{Sample, Scaling};

use super::{USUAL, expect_each_once, ms, new, submit};

pub fn rules() -> Vec<Rule> {
    vec![
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
                    "the tasks are done at 3500 ms, and `finish` returned at another \
                     time"
                );
                let pool = new(Scaling {
                    min: 2,
                    every: ms(1_000),
                    ..USUAL
                });
                submit(&pool, 1, 500);
                submit(&pool, 1, 1_500);
                let samples = pool.finish().samples;
                let times: Vec<_> = samples.iter().map(|look| look.at).collect();
                assert_eq!(
                    times,
                    [ms(1_000)],
                    "when the monitor looked, once a second until the last task is \
                     done: of two workers one is done at 500 ms, the other at 1500 ms"
                );
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("the_monitor_looks_while_submit_waits", || {
            on_every_schedule(|| {
                let pool = new(Scaling {
                    max: 1,
                    queue: 1,
                    every: ms(1_000),
                    ..USUAL
                });
                // The third waits for room from 0 to 2500 ms.
                submit(&pool, 3, 2_500);
                let report = pool.finish();
                let times: Vec<_> = report.samples.iter().map(|s| s.at).collect();
                assert_eq!(
                    times[..times.len().min(2)],
                    [ms(1_000), ms(2_000)],
                    "the first two looks of one a second, while `submit` waits for \
                     room until 2500 ms"
                );
            })
            .at_exact_times()
            .schedules(50)
        }),
        Rule::new("a_late_look_does_not_delay_the_next", || {
            on_some_schedule(
                "is a look in time after one that a slow machine made late: count \
                 from when the last look was due, not from when it was made, and note \
                 when it was made",
                || {
                    let every = ms(1_000);
                    let pool = new(Scaling {
                        max: 1,
                        every,
                        ..USUAL
                    });
                    // The clock may run on to 1300, 2600 ... 9100 ms.
                    submit(&pool, 7, 1_300);
                    let report = pool.finish();
                    // By number: a look may also come at a whole second by being late.
                    let looks = (1..).zip(&report.samples);
                    let late: Vec<_> =
                        looks.map(|(n, look)| look.at > n * every).collect();
                    late.windows(2).any(|two| two[0] && !two[1])
                },
                |_| true,
            )
            .schedules(200)
        }),
        Rule::new("a_look_counts_the_workers_there_are", || {
            on_every_schedule(|| {
                let pool = new(Scaling {
                    queue: 5,
                    every: ms(1_000),
                    ..USUAL
                });
                submit(&pool, 1, 2_500);
                thread::sleep(ms(1));
                // The fifth brings a second worker, who takes the first of them.
                submit(&pool, 5, 2_500);
                let report = pool.finish();
                let look = |at| Sample {
                    at: ms(at),
                    queued: 4,
                    workers: 2,
                };
                let looks: Vec<_> = report.samples.into_iter().take(2).collect();
                assert_eq!(
                    looks,
                    [look(1_000), look(2_000)],
                    "the first two looks, while two workers are busy until 2500 ms"
                );
                let pool = new(Scaling {
                    min: 2,
                    every: ms(1_000),
                    ..USUAL
                });
                submit(&pool, 1, 1_500);
                thread::sleep(ms(1_500));
                let look = Sample {
                    at: ms(1_000),
                    queued: 0,
                    workers: 2,
                };
                assert_eq!(
                    pool.finish().samples,
                    [look],
                    "the only look, while one of two workers is busy until 1500 ms and \
                     the other has nothing to do"
                );
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("looks_are_timed_to_the_microsecond", || {
            on_every_schedule(|| {
                let every = Duration::from_micros(1_500);
                let pool = new(Scaling { every, ..USUAL });
                submit(&pool, 1, 5);
                let report = pool.finish();
                let times: Vec<_> = report.samples.iter().map(|s| s.at).collect();
                assert_eq!(
                    times,
                    [every, 2 * every, 3 * every],
                    "a look every 1.5 ms, while one task of 5 ms was done"
                );
            })
            .at_exact_times()
            .schedules(50)
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
                assert_eq!(
                    pool.finish().done,
                    2,
                    "`done` of the report, after two tasks"
                );
            })
            .operations_at_most(
                200,
                "in four seconds with two tasks; wait with \
                 `Condvar::wait_timeout_while`, `recv_timeout` or `select!`",
            )
            .schedules(40)
        }),
    ]
}
