//! Which task is next, by its priority.

use std::time::Duration;

use lab::thread;
use rules::{Rule, on_every_schedule};
use workloads::priority::Log;
use workloads::priority::Priority::{High, Low, Normal};

use super::{STRICT, expect_order, logging_pool, task};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("higher_priority_goes_first", || {
            on_every_schedule(|| {
                let arrivals = [
                    (0, Low),
                    (1, Low),
                    (2, Normal),
                    (3, High),
                    (4, Low),
                    (5, Normal),
                    (6, High),
                    (250, High),
                ];
                expect_order(1, STRICT, &arrivals, &[1, 4, 7, 8, 3, 6, 2, 5]);
            })
            .at_exact_times()
            .schedules(400)
        }),
        Rule::new("of_one_priority_the_one_that_came_first_goes_first", || {
            on_every_schedule(|| {
                let log = Log::new();
                let pool = logging_pool(1, STRICT, &log);
                // Whatever their numbers are, and however long they take.
                for (id, millis) in [(1, 100), (9, 300), (5, 100), (7, 200)] {
                    pool.submit(task(id, Normal, millis));
                    thread::sleep(Duration::from_millis(1));
                }
                pool.finish();
                let started: Vec<_> =
                    log.entries().iter().map(|entry| entry.task.id).collect();
                assert_eq!(
                    started,
                    [1, 9, 5, 7],
                    "the order in which the normal tasks 1, 9, 5 and 7, which came \
                     one after the other, were started by one worker"
                );
            })
            .at_exact_times()
            .schedules(50)
        }),
        Rule::new("with_endless_patience_priority_is_strict", || {
            on_every_schedule(|| {
                let mut arrivals = vec![(0, High), (1, Low)];
                arrivals.extend((0..60).map(|n| (2 + 90 * n, High)));
                let last = arrivals.len() as u32;
                let mut order: Vec<_> = (1..=last).filter(|id| *id != 2).collect();
                order.push(2);
                expect_order(1, STRICT, &arrivals, &order);
            })
            .at_exact_times()
            .schedules(25)
        }),
        Rule::new("no_time_is_too_long_for_endless_patience", || {
            on_every_schedule(|| {
                let log = Log::new();
                let pool = logging_pool(1, STRICT, &log);
                // The first takes two days, and the others wait.
                for (id, priority) in [(1, High), (2, Low), (3, High)] {
                    pool.submit(task(id, priority, 2 * 24 * 3_600_000));
                    thread::sleep(Duration::from_secs(1));
                }
                pool.finish();
                let started: Vec<_> =
                    log.entries().iter().map(|entry| entry.task.id).collect();
                assert_eq!(
                    started,
                    [1, 3, 2],
                    "the order in which tasks of two days each were started by one \
                     worker, with endless patience: the second is low, the others \
                     are high"
                );
            })
            .at_exact_times()
            .schedules(25)
        }),
    ]
}
