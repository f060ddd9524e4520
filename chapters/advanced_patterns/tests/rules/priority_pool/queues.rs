//! How much waits, and who gets room.

use std::time::Duration;

use lab::thread;
use lab::time::Instant;
use rules::{Rule, on_every_schedule};
use workloads::priority::Priority::{High, Low, Normal};
use workloads::priority::{Log, Priority};

use super::{STRICT, logging_pool, process, start, task};

pub fn rules() -> Vec<Rule> {
    vec![
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
                let pool = start(1, STRICT, process).expect("a worker");
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
                    "when a low and a normal task were submitted, from 1 ms on, \
                     with only the high queue full: they wait for no room"
                );
                // One is being done, 50 are queued; one more after 100 ms.
                assert_eq!(
                    high,
                    Duration::from_millis(100),
                    "when the 52nd high task was submitted: one is being done until \
                     100 ms, and 50 fill the queue"
                );
            })
            .at_exact_times()
            .schedules(15)
        }),
        Rule::new("a_full_queue_of_low_tasks_holds_up_no_others", || {
            on_every_schedule(|| {
                let pool = start(1, STRICT, process).expect("a worker");
                let began = Instant::now();
                // One low task is being done until 1000 ms, and 200 fill the queue.
                (1..=201).for_each(|id| pool.submit(task(id, Low, 1_000)));
                let others = thread::scope(|scope| {
                    scope.spawn(|| pool.submit(task(202, Low, 1)));
                    thread::sleep(Duration::from_millis(1));
                    pool.submit(task(203, Normal, 1));
                    pool.submit(task(204, High, 1));
                    began.elapsed()
                });
                pool.finish();
                assert_eq!(
                    others,
                    Duration::from_millis(1),
                    "when a normal and a high task were submitted, from 1 ms on, \
                     with only the low queue full, where one more waits for room"
                );
            })
            .at_exact_times()
            .schedules(15)
        }),
        Rule::new("room_wakes_the_one_who_waits_for_it", || {
            on_every_schedule(|| {
                expect_room(
                    STRICT,
                    [1_000, 1_051],
                    "a high task is taken at 1000 ms, and a normal one at 1051 ms",
                );
                expect_room(
                    Duration::from_millis(10),
                    [1_100, 1_000],
                    "all are overdue, and the normal ones are older: one of them is \
                     taken at 1000 ms, and a high one at 1100 ms",
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
                let entries = log.entries();
                let last = entries.iter().skip(51).map(|entry| entry.task.id);
                let started: Vec<_> = last.collect();
                assert_eq!(
                    started,
                    [53, 52],
                    "task 52 asked for room at 1 ms and got into the queue at 1000 \
                     ms; task 53 was in its queue at 2 ms and has waited longer: \
                     the order in which the two began"
                );
            })
            .at_exact_times()
            .schedules(15)
        }),
        Rule::new("who_had_to_wait_for_room_wakes_a_worker_too", || {
            on_every_schedule(|| {
                let log = Log::new();
                let pool = logging_pool(1, STRICT, &log);
                pool.submit(task(1, High, 100));
                thread::sleep(Duration::from_millis(1));
                // They fill the queue until 100 ms, and then take no time.
                (2..=51).for_each(|id| pool.submit(task(id, High, 0)));
                pool.submit(task(52, High, 0));
                // Ending would wake everyone.
                thread::sleep(Duration::from_secs(60));
                pool.finish();
                let entries = log.entries();
                let last = entries.iter().find(|entry| entry.task.id == 52);
                assert_eq!(
                    last.map(|entry| entry.started),
                    Some(Duration::from_millis(100)),
                    "when task 52 was started, with an idle worker there: it got its \
                     room at 100 ms, and those before it take no time"
                );
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("one_place_is_for_one_of_three_who_come_at_once", || {
            on_every_schedule(|| {
                let pool = start(1, STRICT, process).expect("a worker");
                let began = Instant::now();
                // One is being done, and 49 leave a single place.
                for id in 1..=50 {
                    pool.submit(task(id, High, 100));
                }
                let mut times = thread::scope(|scope| {
                    let waiting = [51, 52, 53].map(|id| {
                        let pool = &pool;
                        scope.spawn(move || {
                            pool.submit(task(id, High, 100));
                            began.elapsed()
                        })
                    });
                    waiting.map(|one| one.join().expect("submitting does not panic"))
                });
                times.sort_unstable();
                pool.finish();
                assert_eq!(
                    times,
                    [0, 100, 200].map(Duration::from_millis),
                    "three come at once to the high queue, which has one place left; \
                     one task is taken from it at 100 ms, and one at 200 ms: when the \
                     three got into the queue, which never holds more than 50"
                );
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("two_free_places_are_for_two_who_wait", || {
            on_every_schedule(|| {
                let pool = start(2, STRICT, process).expect("two workers");
                let began = Instant::now();
                for id in 1..=52 {
                    pool.submit(task(id, High, 100));
                }
                // Two are being done, 50 fill the queue; two more wait for room.
                let times = thread::scope(|scope| {
                    let waiting = [53, 54].map(|id| {
                        let pool = &pool;
                        scope.spawn(move || {
                            pool.submit(task(id, High, 100));
                            began.elapsed()
                        })
                    });
                    waiting.map(|one| one.join().expect("submitting does not panic"))
                });
                pool.finish();
                assert_eq!(
                    times,
                    [100, 100].map(Duration::from_millis),
                    "two wait for room in the full high queue, and two workers take \
                     a task each from it at 100 ms: when the two got into the queue"
                );
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("an_overdue_task_keeps_its_place_until_it_is_taken", || {
            on_every_schedule(|| {
                let patience = Duration::from_millis(10);
                let pool = start(1, patience, process).expect("a worker");
                let began = Instant::now();
                pool.submit(task(1, High, 1_000));
                // 200 fill the low queue; when they are overdue, a high one comes.
                (2..=201).for_each(|id| pool.submit(task(id, Low, 100)));
                thread::sleep(Duration::from_millis(20));
                pool.submit(task(202, High, 100));
                let times = [203, 204].map(|id| {
                    pool.submit(task(id, Low, 100));
                    began.elapsed()
                });
                assert_eq!(
                    times,
                    [1_000, 1_100].map(Duration::from_millis),
                    "the low queue is full of tasks that are overdue, and the one \
                     worker takes one of them at 1000 ms and the next at 1100 ms: \
                     when two more low tasks got their room"
                );
                pool.finish();
            })
            .at_exact_times()
            .schedules(15)
        }),
        Rule::new("an_overdue_task_takes_no_room_in_another_queue", || {
            on_every_schedule(|| {
                let patience = Duration::from_millis(10);
                let pool = start(1, patience, process).expect("a worker");
                let began = Instant::now();
                for id in 1..=50 {
                    pool.submit(task(id, Low, 100));
                }
                // The worker has taken its second task, and 48 are overdue.
                thread::sleep(Duration::from_millis(150));
                for id in 51..=100 {
                    pool.submit(task(id, High, 1));
                }
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(150),
                    "when 50 high tasks were submitted, from 150 ms on, to a pool \
                     that holds only low ones, all overdue: these count for the \
                     low queue until they are taken, and the high one has room \
                     for 50"
                );
                pool.finish();
            })
            .at_exact_times()
            .schedules(20)
        }),
    ]
}

/// The normal queue is full, and then the high one, too; two wait for room, one in each.
/// Expects the high one and the other to get it at these times, in ms.
fn expect_room(patience: Duration, at: [u64; 2], why: &str) {
    let pool = start(1, patience, process).expect("a worker");
    let began = Instant::now();
    pool.submit(task(1, High, 1_000));
    thread::sleep(Duration::from_millis(1));
    (2..102).for_each(|id| pool.submit(task(id, Normal, 1)));
    thread::sleep(Duration::from_millis(1));
    (102..152).for_each(|id| pool.submit(task(id, High, 1)));
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
        at.map(Duration::from_millis),
        "two wait for room, one in the high and one in the normal queue, with a \
         patience of {patience:?}; {why}: when the two got their room"
    );
}

/// Fills one queue behind a busy worker, and expects it to hold what it should.
fn expect_size(priority: Priority) {
    let pool = start(1, STRICT, process).expect("a worker");
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
        "how long `submit` of {size} tasks waited, all together, with so much room \
         in the {priority} queue"
    );
    pool.submit(task(2 + size, priority, 10));
    assert_eq!(
        began.elapsed(),
        Duration::from_millis(999),
        "how long `submit` of one more task waited, with {size} tasks in the \
         {priority} queue: it is full until the worker takes one out, after 999 ms"
    );
    pool.finish();
}
