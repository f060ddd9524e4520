//! Which task is next, when some have waited for long.

use std::time::Duration;

use lab::thread;
use rules::{Rule, on_every_schedule};
use workloads::priority::Priority::{High, Low, Normal};
use workloads::priority::{Log, Priority};

use super::{expect_order, logging_pool, run, task};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("nobody_who_has_waited_for_so_long_is_overtaken", || {
            on_every_schedule(|| {
                // One worker, always busy with high tasks of 100 ms.
                let mut arrivals = vec![(0, High), (1, Low), (2, Normal)];
                arrivals.extend((0..30).map(|n| (3 + 90 * n, High)));
                for patience in [0, 150, 500, 1_000] {
                    let patience = Duration::from_millis(patience);
                    expect_nobody_is_overtaken(1, patience, &arrivals);
                    expect_nobody_is_overtaken(2, patience, &arrivals);
                }
            })
            .at_exact_times()
            .schedules(25)
        }),
        Rule::new("patience_does_not_turn_the_order_round", || {
            on_every_schedule(|| {
                let arrivals = [
                    (0, High),
                    (1, High),
                    (2, High),
                    (3, Low),
                    (4, Normal),
                    (5, High),
                    (120, Low),
                    (121, High),
                ];
                // Every task has waited long enough when it is its turn: by age.
                let patience = Duration::from_millis(90);
                expect_order(1, patience, &arrivals, &[1, 2, 3, 4, 5, 6, 7, 8]);
                // At 300 ms tasks 4 and 5 have waited for 297 and 296 ms: 6 is next.
                let patience = Duration::from_millis(299);
                expect_order(1, patience, &arrivals, &[1, 2, 3, 6, 4, 5, 7, 8]);
                let patience = Duration::from_millis(450);
                expect_order(1, patience, &arrivals, &[1, 2, 3, 6, 8, 4, 5, 7]);
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new(
            "one_who_has_waited_for_long_makes_no_others_overdue",
            || {
                on_every_schedule(|| {
                    let arrivals =
                        [(0, High), (1, Low), (2, High), (190, Low), (191, High)];
                    // At 200 ms task 2 has waited for 199 ms; at 300 ms task 4 for 110 ms.
                    let patience = Duration::from_millis(150);
                    expect_order(1, patience, &arrivals, &[1, 3, 2, 5, 4]);
                })
                .at_exact_times()
                .schedules(50)
            },
        ),
        Rule::new("half_a_millisecond_of_waiting_counts", || {
            on_every_schedule(|| {
                // At 100 ms the low task has waited for 99.5 ms, and the last for 99 ms.
                for patience in [99_500, 10_000].map(Duration::from_micros) {
                    let log = Log::new();
                    let pool = logging_pool(1, patience, &log);
                    for (id, priority) in [(1, High), (2, Low), (3, High)] {
                        pool.submit(task(id, priority, 100));
                        thread::sleep(Duration::from_micros(500));
                    }
                    pool.finish();
                    let started = log.entries().into_iter().map(|e| e.task.id);
                    assert_eq!(
                        started.collect::<Vec<_>>(),
                        [1, 2, 3],
                        "the order in which tasks were started, with a patience of \
                         {patience:?}; task 2 had waited for 99.5 ms, and task 3 for 99 \
                         ms"
                    );
                }
            })
            .at_exact_times()
            .schedules(50)
        }),
        Rule::new("patience_ends_at_the_exact_moment", || {
            on_every_schedule(|| {
                // At 100 ms the low task has waited for 99 ms.
                let arrivals = [(0, High), (1, Low), (2, High)];
                expect_order(1, Duration::from_millis(99), &arrivals, &[1, 2, 3]);
                expect_order(1, Duration::from_millis(100), &arrivals, &[1, 3, 2]);
                expect_order(
                    1,
                    Duration::from_nanos(99_000_001),
                    &arrivals,
                    &[1, 3, 2],
                );
            })
            .at_exact_times()
            .schedules(50)
        }),
    ]
}

fn expect_nobody_is_overtaken(
    workers: usize,
    patience: Duration,
    arrivals: &[(u64, Priority)],
) {
    let entries = run(workers, patience, arrivals, 100);
    assert_eq!(
        entries.len(),
        arrivals.len(),
        "how many times a task was started, of so many tasks"
    );
    for entry in &entries {
        let overdue = entry.submitted + patience;
        let overtaker = entries.iter().find(|other| {
            other.submitted > entry.submitted
                && other.started > overdue
                && other.started < entry.started
        });
        if let Some(other) = overtaker {
            panic!(
                "with a patience of {patience:?}, {} task {} was overdue at \
                 {overdue:?} and was not the next: {} task {}, which came later, was \
                 started before it, at {:?}",
                entry.task.priority,
                entry.task.id,
                other.task.priority,
                other.task.id,
                other.started
            );
        }
    }
}
