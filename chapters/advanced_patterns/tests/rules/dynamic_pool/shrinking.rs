//! When there is one worker fewer.

use std::time::Duration;

use lab::sync::{Arc, Mutex};
use lab::thread;
use lab::time::Instant;
use rules::{Rule, on_every_schedule};
use workloads::scaling::{Scaling, Task};

use super::{USUAL, expect_changes, ms, new, start, submit, timed};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("who_is_idle_for_long_ends", || {
            on_every_schedule(|| {
                let (pool, ended) = timed(Scaling { queue: 4, ..USUAL });
                submit(&pool, 9, 100);
                // Three workers have done them at 300 ms.
                thread::sleep(ms(2_000));
                let began = Instant::now();
                submit(&pool, 2, 100);
                let report = pool.finish();
                let expected = [(0, 2), (0, 3), (800, 2), (800, 1)];
                expect_changes(
                    &report,
                    &expected,
                    "nine tasks of 100 ms come at once, for one to three workers with \
                     a patience of 500 ms and a queue of 4; they are done at 300 ms",
                );
                assert_eq!(
                    *ended.lock().unwrap() - began,
                    ms(200),
                    "the time until two tasks of 100 ms are done, by the one \
                     worker that is left by what the report says"
                );
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("idle_is_measured_to_the_microsecond", || {
            on_every_schedule(|| {
                let idle = Duration::from_micros(1_500);
                let pool = new(Scaling {
                    max: 2,
                    queue: 1,
                    idle,
                    ..USUAL
                });
                submit(&pool, 2, 10);
                thread::sleep(ms(20));
                let changes = pool.finish().changes;
                let end = changes.iter().find(|change| change.workers == 1);
                let Some(end) = end else {
                    panic!(
                        "no worker ended of two that were idle from 10 to 20 ms, with a \
                         patience of 1.5 ms; one is enough, so the other ends at 11.5 ms"
                    );
                };
                assert_eq!(
                    end.at,
                    ms(10) + idle,
                    "when one of two workers ended that were idle since 10 ms, with a \
                     patience of 1.5 ms"
                );
            })
            .at_exact_times()
            .schedules(50)
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
                expect_changes(
                    &pool.finish(),
                    &[(0, 2), (5_500, 1)],
                    "one to two workers with a patience of 500 ms are busy with two \
                     tasks until 5000 ms",
                );
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
                let pool = start(scaling, move |task: Task| {
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
                expect_changes(
                    &report,
                    &[(0, 2), (end, 1)],
                    "two workers with a patience of 500 ms are done at 100 ms; then \
                     and at 400 ms one task comes, for which one or both may wake up, \
                     and who gets none has waited all the time",
                );
            })
            .at_exact_times()
            .schedules(400)
        }),
        Rule::new("who_has_stayed_ends_when_there_are_more", || {
            on_every_schedule(|| {
                let pool = new(Scaling {
                    max: 2,
                    queue: 1,
                    ..USUAL
                });
                // At 500 ms the only worker stays.
                thread::sleep(ms(600));
                submit(&pool, 1, 2_000);
                thread::sleep(ms(2_000));
                let changes = pool.finish().changes;
                // It may have taken the task so soon that no other came.
                if let Some(first) = changes.first() {
                    let ends = changes.get(1).map(|change| change.at);
                    assert!(
                        ends.is_some_and(|at| at <= ms(1_100)),
                        "there are {} workers from {:?} on, of which at least one is \
                         needed, and until 2600 ms a single task; who has none was \
                         idle for 500 ms at 1100 ms, if not before, and ends then, \
                         not {}",
                        first.workers,
                        first.at,
                        match ends {
                            Some(at) => format!("at {at:?}"),
                            None => "never".to_owned(),
                        }
                    );
                }
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("the_least_number_stays", || {
            on_every_schedule(|| {
                let (pool, ended) = timed(Scaling { min: 2, ..USUAL });
                thread::sleep(ms(3_000));
                let began = Instant::now();
                submit(&pool, 2, 100);
                expect_changes(
                    &pool.finish(),
                    &[],
                    "at least two workers have nothing to do for three seconds",
                );
                assert_eq!(
                    *ended.lock().unwrap() - began,
                    ms(100),
                    "the time until two tasks of 100 ms are done, after three \
                     seconds without tasks, by the two workers that always stay"
                );
            })
            .at_exact_times()
            .schedules(300)
        }),
    ]
}
