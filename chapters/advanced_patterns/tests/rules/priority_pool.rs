//! What `PriorityPool` promises, on every schedule.

use std::time::Duration;

use lab::sync::Arc;
use lab::thread;
use lab::time::Instant;
use rules::{Rule, on_every_schedule, on_some_schedule};
use workloads::job::PoolError;
use workloads::priority::Priority::{High, Low, Normal};
use workloads::priority::{Entry, Log, Priority, Task};

use super::subject::PriorityPool;

/// A patience that never ends.
const STRICT: Duration = Duration::MAX;

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
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                let pool = PriorityPool::new(0, STRICT, drop);
                assert_eq!(
                    pool.err(),
                    Some(PoolError::NoWorkers),
                    "a pool without workers"
                );
            })
        }),
        Rule::new("a_pool_without_tasks_ends", || {
            on_every_schedule(|| {
                let pool = PriorityPool::new(3, STRICT, drop).expect("3 workers");
                pool.finish();
            })
            .schedules(1_000)
        }),
        Rule::new("an_idle_pool_takes_a_task_at_once", || {
            on_every_schedule(|| {
                // Two at once, and more to come: ending would wake everyone.
                let arrivals = [(500, Low), (700, High), (700, Low), (900, Normal)];
                for entry in run(2, STRICT, &arrivals, 50) {
                    assert_eq!(entry.waited(), Duration::ZERO, "a task had to wait");
                }
            })
            .at_exact_times()
            .schedules(400)
        }),
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
        Rule::new("patience_ends_at_the_exact_moment", || {
            on_every_schedule(|| {
                // At 100 ms the low task has waited for 99 ms.
                let arrivals = [(0, High), (1, Low), (2, High)];
                expect_order(1, Duration::from_millis(99), &arrivals, &[1, 2, 3]);
                expect_order(1, Duration::from_millis(100), &arrivals, &[1, 3, 2]);
            })
            .at_exact_times()
            .schedules(50)
        }),
        Rule::new("each_queue_has_its_size", || {
            on_every_schedule(|| {
                for priority in Priority::ALL {
                    expect_size(priority);
                }
            })
            .at_exact_times()
            .schedules(15)
        }),
        Rule::new("a_full_queue_holds_up_nobody_else", || {
            on_every_schedule(|| {
                let pool = PriorityPool::new(1, STRICT, process).expect("a worker");
                let began = Instant::now();
                let (high, others) = thread::scope(|scope| {
                    let high = scope.spawn(|| {
                        for id in 1..=52 {
                            pool.submit(task(id, High, 100));
                        }
                        began.elapsed()
                    });
                    thread::sleep(Duration::from_millis(1));
                    pool.submit(task(53, Low, 100));
                    pool.submit(task(54, Normal, 100));
                    let others = began.elapsed();
                    (high.join().expect("submitting does not panic"), others)
                });
                pool.finish();
                assert_eq!(
                    others,
                    Duration::from_millis(1),
                    "a low and a normal task had to wait, and only the high queue \
                     was full"
                );
                // One is being done, 50 are queued; one more after 100 ms.
                assert_eq!(
                    high,
                    Duration::from_millis(100),
                    "the 52nd high task found room at another time"
                );
            })
            .at_exact_times()
            .schedules(15)
        }),
        Rule::new("room_wakes_the_one_who_waits_for_it", || {
            on_every_schedule(|| {
                let pool = PriorityPool::new(1, STRICT, process).expect("a worker");
                let began = Instant::now();
                pool.submit(task(1, High, 1_000));
                thread::sleep(Duration::from_millis(1));
                (2..52).for_each(|id| pool.submit(task(id, High, 1)));
                (52..152).for_each(|id| pool.submit(task(id, Normal, 1)));
                // Both queues are full: one waits for the normal, one for the high.
                let times = thread::scope(|scope| {
                    let normal = scope.spawn(|| {
                        pool.submit(task(152, Normal, 1));
                        began.elapsed()
                    });
                    thread::sleep(Duration::from_millis(1));
                    pool.submit(task(153, High, 1));
                    let high = began.elapsed();
                    [high, normal.join().expect("submitting does not panic")]
                });
                pool.finish();
                assert_eq!(
                    times,
                    [1_000, 1_051].map(Duration::from_millis),
                    "the first high task of many was taken at 1000 ms, the first \
                     normal one at 1051 ms, and those who waited for room in these \
                     two queues got it at other times"
                );
            })
            .at_exact_times()
            .schedules(15)
        }),
        Rule::new("who_waits_for_room_is_not_yet_waiting_to_be_done", || {
            on_every_schedule(|| {
                let log = Log::new();
                // All are overdue when their turn comes: they go by age.
                let pool = logging_pool(1, Duration::from_millis(10), &log);
                pool.submit(task(1, High, 1_000));
                thread::sleep(Duration::from_millis(1));
                (2..52).for_each(|id| pool.submit(task(id, High, 1)));
                thread::scope(|scope| {
                    // The high queue is full until 1000 ms.
                    scope.spawn(|| pool.submit(task(52, High, 1)));
                    thread::sleep(Duration::from_millis(1));
                    pool.submit(task(53, Low, 1));
                });
                pool.finish();
                let started: Vec<_> = log.entries()[51..]
                    .iter()
                    .map(|entry| entry.task.id)
                    .collect();
                assert_eq!(
                    started,
                    [53, 52],
                    "task 52 asked for room at 1 ms and got into the queue at \
                     1000 ms; task 53 was in its queue at 2 ms: which of them \
                     began first"
                );
            })
            .at_exact_times()
            .schedules(15)
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
                assert_eq!(entries.len(), 6, "not every task was done");
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(300),
                    "two workers, six tasks of 100 ms: another time than they need"
                );
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
        Rule::new("there_is_one_thread_a_worker_and_no_other", || {
            on_every_schedule(|| {
                let arrivals: Vec<_> = (0..9).map(|n| (0, mixed(n))).collect();
                drop(run(3, Duration::from_millis(20), &arrivals, 10));
            })
            .peak_threads(3)
            .schedules(400)
        }),
        Rule::new("nobody_polls", || {
            on_every_schedule(|| {
                // Two quiet seconds: whoever looks again and again is seen.
                let arrivals = [(0, High), (2_000, Low)];
                drop(run(3, Duration::from_secs(1), &arrivals, 100));
            })
            .never_polls(8)
            .expect(few_steps)
            .schedules(40)
        }),
    ]
}

fn few_steps(figures: &lab::Figures) -> Result<(), String> {
    if figures.steps <= 200 {
        return Ok(());
    }
    Err(format!(
        "polling: {} operations in two seconds in which two tasks came; wait with \
         `Condvar::wait` or `recv`, which end when there is something to do",
        figures.steps
    ))
}

fn task(id: u32, priority: Priority, millis: u64) -> Task {
    Task::new(id, priority, millis)
}

/// Each of the priorities in turn.
fn mixed(id: u32) -> Priority {
    Priority::ALL[(id % 3) as usize]
}

fn process(task: Task) {
    lab::work(task.duration);
}

fn logging_pool(workers: usize, patience: Duration, log: &Log) -> PriorityPool {
    let log = log.clone();
    let work = move |task: Task| {
        log.started(&task);
        lab::work(task.duration);
    };
    PriorityPool::new(workers, patience, work).expect("there are workers")
}

/// Submits task n at the n-th of these times, in ms, each of a duration in ms.
fn run(
    workers: usize,
    patience: Duration,
    arrivals: &[(u64, Priority)],
    millis: u64,
) -> Vec<Entry> {
    let log = Log::new();
    let pool = logging_pool(workers, patience, &log);
    let began = Instant::now();
    for (id, &(at, priority)) in (1..).zip(arrivals) {
        let due = began + Duration::from_millis(at);
        let early = due - Instant::now();
        if !early.is_zero() {
            thread::sleep(early);
        }
        let task = task(id, priority, millis);
        log.submitted(&task);
        pool.submit(task);
    }
    pool.finish();
    log.entries()
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

fn expect_order(
    workers: usize,
    patience: Duration,
    arrivals: &[(u64, Priority)],
    order: &[u32],
) {
    let entries = run(workers, patience, arrivals, 100);
    let started: Vec<_> = entries.iter().map(|entry| entry.task.id).collect();
    assert_eq!(
        started, order,
        "tasks of 100 ms were started in the wrong order by {workers} worker, with a \
         patience of {patience:?}; they came at (ms, priority): {arrivals:?}"
    );
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
        "not every task was started once"
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
                "{} task {} had waited for {patience:?} at {overdue:?} and was not \
                 the next: {} task {}, which came later, was started before it, at \
                 {:?}",
                entry.task.priority,
                entry.task.id,
                other.task.priority,
                other.task.id,
                other.started
            );
        }
    }
}

/// Fills one queue behind a busy worker, and expects it to hold what it should.
fn expect_size(priority: Priority) {
    let pool = PriorityPool::new(1, STRICT, process).expect("a worker");
    pool.submit(task(1, priority, 1_000));
    thread::sleep(Duration::from_millis(1));
    let began = Instant::now();
    let size = priority.queue() as u32;
    for id in 2..2 + size {
        pool.submit(task(id, priority, 10));
    }
    assert_eq!(
        began.elapsed(),
        Duration::ZERO,
        "the {priority} queue has room for {size} tasks, and submitting so many had \
         to wait"
    );
    pool.submit(task(2 + size, priority, 10));
    assert_eq!(
        began.elapsed(),
        Duration::from_millis(999),
        "the {priority} queue was full, and one more task was not submitted at the \
         moment when the worker took one out"
    );
    pool.finish();
}
