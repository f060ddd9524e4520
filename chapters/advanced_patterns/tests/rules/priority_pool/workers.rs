//! Who works, who sleeps, and how many there are.

use std::time::Duration;

use rules::{Rule, on_every_schedule, on_some_schedule};
use workloads::job::PoolError;
use workloads::priority::Priority::{High, Low, Normal};

use super::{STRICT, mixed, process, run, start, task};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                let pool = start(0, STRICT, drop);
                assert_eq!(
                    pool.err(),
                    Some(PoolError::NoWorkers),
                    "the error of a pool without workers"
                );
            })
            .schedules(1)
        }),
        Rule::new("an_idle_pool_takes_a_task_at_once", || {
            on_every_schedule(|| {
                // Two at once, and more to come: ending would wake everyone.
                let arrivals = [
                    (500, Low),
                    (700, High),
                    (700, Low),
                    (900, Normal),
                    (60_000, Low),
                ];
                let entries = run(2, STRICT, &arrivals, 50);
                assert_eq!(
                    entries.len(),
                    5,
                    "how many tasks were started, of five that came at (ms, \
                     priority): {arrivals:?}"
                );
                for entry in entries {
                    assert_eq!(
                        entry.waited(),
                        Duration::ZERO,
                        "how long task {} had to wait, with an idle worker there",
                        entry.task.id
                    );
                }
            })
            .at_exact_times()
            .schedules(400)
        }),
        Rule::new("all_workers_work_at_the_same_time", || {
            on_some_schedule(
                "do three workers work at the same time",
                || {
                    let arrivals = [(0, High), (0, Low), (0, Normal)];
                    run(3, STRICT, &arrivals, 100).len() == 3
                },
                |figures| figures.peak_working == 3,
            )
            .schedules(100)
        }),
        Rule::new("nine_workers_do_nine_tasks_at_once", || {
            on_every_schedule(|| {
                let arrivals: Vec<_> = (0..18).map(|n| (0, mixed(n))).collect();
                drop(run(9, STRICT, &arrivals, 10));
            })
            .ends_at(Duration::from_millis(20))
            .schedules(50)
        }),
        Rule::new("there_is_one_thread_a_worker_and_no_other", || {
            on_every_schedule(|| {
                let arrivals: Vec<_> = (0..9).map(|n| (0, mixed(n))).collect();
                drop(run(3, Duration::from_millis(20), &arrivals, 10));
            })
            .threads_in_all(3)
            .schedules(400)
        }),
        Rule::new("nobody_polls", || {
            on_every_schedule(|| {
                // Two quiet seconds: whoever looks again and again is seen.
                let arrivals = [(0, High), (2_000, Low)];
                drop(run(3, Duration::from_secs(1), &arrivals, 100));
            })
            .never_polls(8)
            .operations_at_most(200, WAIT)
            .schedules(40)
        }),
        Rule::new("nobody_polls_for_a_task_that_comes_tomorrow", || {
            on_every_schedule(|| {
                let arrivals = [(0, High), (24 * 3_600_000, Low)];
                drop(run(2, Duration::from_secs(1), &arrivals, 100));
            })
            .never_polls(8)
            .operations_at_most(200, WAIT)
            .at_exact_times()
            .schedules(20)
        }),
        Rule::new("nobody_polls_for_room", || {
            on_every_schedule(|| {
                // The worker is busy for 10 s, and one more waits for room.
                let pool = start(1, STRICT, process).expect("a worker");
                (1..=52).for_each(|id| pool.submit(task(id, High, 10_000)));
                pool.finish();
            })
            .never_polls(8)
            .operations_at_most(2_000, WAIT)
            .at_exact_times()
            .schedules(20)
        }),
    ]
}

/// How to wait, in a run with a few tasks.
const WAIT: &str = "where a few are enough; wait with `Condvar::wait` or `recv`, which end \
                    when there is something to do";
