//! How much the queue holds, and who waits for room.

use std::time::Duration;

use lab::thread;
use lab::time::Instant;
use rules::{Rule, on_every_schedule};
use workloads::scaling::Scaling;

use super::{USUAL, ms, new, submit};

pub fn rules() -> Vec<Rule> {
    vec![
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
                    "how long `submit` waited with a full queue: three of three tasks \
                     wait, and the first of them is taken after 100 ms"
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
        Rule::new("who_waits_for_room_sleeps", || {
            on_every_schedule(|| expect_long_wait(20))
                .operations_at_most(200, WAIT)
                .at_exact_times()
                .schedules(20)
        }),
        Rule::new("room_may_be_months_away", || {
            on_every_schedule(|| expect_long_wait(10_000_000))
                .operations_at_most(200, WAIT)
                .at_exact_times()
                .schedules(20)
        }),
    ]
}

/// The only worker does two tasks of so many seconds; a third waits for room until the
/// first of them is done.
fn expect_long_wait(seconds: u64) {
    let pool = new(Scaling {
        max: 1,
        queue: 1,
        // Many looks of the monitor are no fault.
        every: Duration::from_secs(100_000_000),
        ..USUAL
    });
    submit(&pool, 2, seconds * 1_000);
    submit(&pool, 1, 0);
    let done = pool.finish().done;
    assert_eq!(done, 3, "`done` of the report, after three tasks");
}

/// How to wait. A few dozen operations are needed.
const WAIT: &str = "for three tasks; wait for room without a timeout, with `Condvar::wait` \
                    or `send`, instead of looking again and again";
