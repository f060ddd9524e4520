//! Each task is done once.

use std::time::Duration;

use lab::sync::Arc;
use lab::thread;
use lab::time::Instant;
use rules::{Rule, on_every_schedule};
use workloads::priority::{Log, Priority, Task};

use super::{STRICT, logging_pool, mixed, run, start, task};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("each_task_is_done_once", || {
            on_every_schedule(|| {
                for (workers, count, patience) in
                    [(3, 9, STRICT), (1, 3, STRICT), (2, 8, Duration::ZERO)]
                {
                    let tasks = (1..=count).map(|id| task(id, mixed(id), 10));
                    expect_each_once(workers, patience, tasks.collect());
                }
            })
            .schedules(1_500)
        }),
        Rule::new("tasks_that_take_no_time_are_no_problem", || {
            on_every_schedule(|| {
                let tasks = (1..=8).map(|id| task(id, mixed(id), 0));
                expect_each_once(3, STRICT, tasks.collect());
            })
            .schedules(1_500)
        }),
        Rule::new("a_pool_without_tasks_ends", || {
            on_every_schedule(|| {
                let pool = start(3, STRICT, drop).expect("3 workers");
                pool.finish();
            })
            .schedules(1_000)
        }),
        Rule::new("tasks_with_the_same_number_are_as_good_as_others", || {
            on_every_schedule(|| {
                let log = Log::new();
                let pool = logging_pool(2, STRICT, &log);
                for _ in 0..2 {
                    pool.submit(task(7, Priority::Normal, 10));
                    pool.submit(task(7, Priority::Low, 10));
                }
                pool.finish();
                assert_eq!(
                    log.entries().len(),
                    4,
                    "how many tasks were done, of four that all have the number 7"
                );
            })
            .schedules(100)
        }),
        Rule::new("many_may_submit_at_once", || {
            on_every_schedule(|| {
                let log = Log::new();
                let pool = logging_pool(2, STRICT, &log);
                let pool = Arc::new(pool);
                let hands = [1, 2, 3].map(|hand| {
                    let pool = Arc::clone(&pool);
                    thread::spawn(move || {
                        pool.submit(task(2 * hand, mixed(hand), 10));
                        pool.submit(task(2 * hand + 1, mixed(hand + 1), 10));
                    })
                });
                for hand in hands {
                    hand.join().expect("submitting does not panic");
                }
                let pool = Arc::into_inner(pool).expect("the others have ended");
                pool.finish();
                expect_ids(&log, 2..=7);
            })
            .schedules(1_500)
        }),
        Rule::new("finish_waits_for_what_was_submitted", || {
            on_every_schedule(|| {
                let arrivals: Vec<_> = (0..6).map(|n| (0, mixed(n))).collect();
                let began = Instant::now();
                let entries = run(2, STRICT, &arrivals, 100);
                assert_eq!(entries.len(), 6, "how many tasks were done, of six");
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(300),
                    "the time that two workers take for six tasks of 100 ms, when \
                     a free one takes the next at once"
                );
            })
            .at_exact_times()
            .schedules(400)
        }),
    ]
}

fn expect_each_once(workers: usize, patience: Duration, tasks: Vec<Task>) {
    let log = Log::new();
    let last = tasks.len() as u32;
    let pool = logging_pool(workers, patience, &log);
    for task in tasks {
        pool.submit(task);
    }
    pool.finish();
    expect_ids(&log, 1..=last);
}

fn expect_ids(log: &Log, expected: std::ops::RangeInclusive<u32>) {
    let mut ids: Vec<_> = log.entries().iter().map(|e| e.task.id).collect();
    ids.sort_unstable();
    assert_eq!(
        ids,
        expected.collect::<Vec<_>>(),
        "not every task was done exactly once (the ids of those done)"
    );
}
