//! Which task is next, by its priority.

use std::time::Duration;

use lab::thread;
use rules::{Rule, on_every_schedule};
use workloads::priority::Log;
use workloads::priority::Priority::{High, Low, Normal};

use super::{STRICT, expect_order, logging_pool, run, task};

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
        Rule::new("two_workers_share_the_order", || {
            on_every_schedule(|| {
                // Both are busy until 100 ms. Then task 3 has waited for 99 ms, and the
                // others for less than the patience.
                let arrivals = [
                    (0, High),
                    (0, High),
                    (1, Low),
                    (2, Low),
                    (3, Normal),
                    (4, High),
                ];
                let entries = run(2, Duration::from_millis(99), &arrivals, 100);
                let started = entries.iter().map(|entry| entry.task.id);
                let mut started: Vec<_> = started.collect();
                // Two begin at the same time.
                started.chunks_mut(2).for_each(<[u32]>::sort_unstable);
                assert_eq!(
                    started,
                    [1, 2, 3, 6, 4, 5],
                    "two workers start two tasks each at 0, 100 and 200 ms, with a \
                     patience of 99 ms; the tasks came at (ms, priority): \
                     {arrivals:?}"
                );
            })
            .at_exact_times()
            .schedules(200)
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
                // Of the two one counts as endless; what waits for fifty years has
                // waited for too long for neither.
                for patience in [STRICT, Duration::from_secs(u64::MAX)] {
                    let log = Log::new();
                    let pool = logging_pool(1, patience, &log);
                    // The first takes fifty years, and the others wait.
                    for (id, priority) in [(1, High), (2, Low), (3, High)] {
                        let years = if id == 1 { 50 } else { 0 };
                        pool.submit(task(id, priority, years * 365 * 86_400_000));
                        thread::sleep(Duration::from_secs(1));
                    }
                    pool.finish();
                    let started: Vec<_> =
                        log.entries().iter().map(|entry| entry.task.id).collect();
                    assert_eq!(
                        started,
                        [1, 3, 2],
                        "the order in which three tasks were started by one worker, \
                         with a patience of {patience:?}: the first takes fifty \
                         years, the second is low, the others are high"
                    );
                }
            })
            .at_exact_times()
            .schedules(25)
        }),
    ]
}
