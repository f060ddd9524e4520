//! How long `submit_timeout` waits.

use lab::thread;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule};
use workloads::pool::SubmitTimeoutError;

use super::{expect_done, full_pool, pool};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("submit_timeout_waits_until_there_is_room", || {
            on_every_schedule(|| {
                let almost = Duration::from_secs(u64::MAX);
                for timeout in [Duration::from_millis(101), Duration::MAX, almost] {
                    let (pool, done) = full_pool(100);
                    let began = Instant::now();
                    assert_eq!(
                        pool.submit_timeout(3, timeout),
                        Ok(()),
                        "`submit_timeout` of {timeout:?}, with room after 100 ms"
                    );
                    let waited = began.elapsed();
                    let room = Duration::from_millis(100);
                    assert_eq!(
                        waited, room,
                        "how long `submit_timeout` of {timeout:?} waited, with room \
                         after 100 ms"
                    );
                    drop(pool);
                    expect_done(&done, vec![1, 2, 3]);
                }
            })
            .at_exact_times()
            .schedules(900)
        }),
        Rule::new("a_timeout_that_is_too_long_for_the_clock_is_none", || {
            on_every_schedule(|| {
                // Almost four months: a timeout of an hour or a day is not none.
                let millis = 10_000_000_000;
                let (pool, done) = full_pool(millis);
                assert_eq!(
                    pool.submit_timeout(3, Duration::MAX),
                    Ok(()),
                    "`submit_timeout` of {:?}, with room after {millis} ms: a timeout \
                     that is too long for the clock is none, and waits as long as it \
                     takes",
                    Duration::MAX
                );
                drop(pool);
                expect_done(&done, vec![1, 2, 3]);
            })
            .schedules(100)
        }),
        Rule::new("submit_timeout_gives_up_exactly_in_time", || {
            on_every_schedule(|| {
                let timeouts = [0, 1_500_500, 60_000_000];
                for timeout in timeouts.map(Duration::from_nanos) {
                    let (pool, done) = full_pool(100);
                    let began = Instant::now();
                    let refused = Err(SubmitTimeoutError::Timeout(3));
                    assert_eq!(
                        pool.submit_timeout(3, timeout),
                        refused,
                        "`submit_timeout` of {timeout:?}, with room after 100 ms"
                    );
                    assert_eq!(
                        began.elapsed(),
                        timeout,
                        "how long `submit_timeout` of {timeout:?} waited before it \
                         gave up"
                    );
                    thread::sleep(Duration::from_millis(150));
                    assert_eq!(
                        pool.try_submit(4),
                        Ok(()),
                        "`try_submit` with room again, after a `submit_timeout` that \
                         gave up"
                    );
                    drop(pool);
                    expect_done(&done, vec![1, 2, 4]);
                }
            })
            .at_exact_times()
            .schedules(500)
        }),
        Rule::new("with_room_no_timeout_is_too_short", || {
            on_every_schedule(|| {
                let (pool, done) = pool(1, 2, 5);
                for n in 1..=2 {
                    let accepted = pool.submit_timeout(n, Duration::ZERO);
                    assert_eq!(
                        accepted,
                        Ok(()),
                        "`submit_timeout` of 0 ms of job {n}, with room for two"
                    );
                }
                drop(pool);
                expect_done(&done, vec![1, 2]);
            })
            .schedules(600)
        }),
        Rule::new("who_gives_up_leaves_the_room_to_another", || {
            on_every_schedule(|| {
                let (pool, done) = full_pool(10);
                // On a slow machine the time is up before who was woken goes on.
                let timeout = Duration::from_micros(10_500);
                let mut accepted = vec![1, 2, 4];
                thread::scope(|scope| {
                    let other = scope.spawn(|| pool.submit_timeout(3, timeout));
                    // Each of its naps may end before the others go on.
                    scope.spawn(|| {
                        (0..15)
                            .for_each(|_| thread::sleep(Duration::from_millis(1)));
                    });
                    assert_eq!(pool.submit(4), Ok(()), "`submit` to an open pool");
                    if other.join().expect("submitting does not panic").is_ok() {
                        accepted.push(3);
                    }
                });
                drop(pool);
                expect_done(&done, accepted);
            })
            .schedules(800)
        }),
        Rule::new("the_timeout_is_not_begun_anew_by_each_wake", || {
            on_every_schedule(expect_patience)
                .at_exact_times()
                .schedules(1_500)
        }),
    ]
}

/// Room comes after 60 ms, and when another thread takes it, again after 120 ms. One
/// thread waits for room for 100 ms.
fn expect_patience() {
    let timeout = Duration::from_millis(100);
    let (pool, done) = full_pool(60);
    let accepted = thread::scope(|scope| {
        let thief = scope.spawn(|| {
            thread::sleep(Duration::from_millis(60));
            pool.try_submit(10).is_ok().then_some(10)
        });
        let began = Instant::now();
        let result = pool.submit_timeout(3, timeout);
        let waited = began.elapsed();
        let mut accepted = vec![1, 2];
        match result {
            Ok(()) => {
                assert!(
                    waited <= timeout,
                    "`submit_timeout` of {timeout:?} accepted its job after \
                     {waited:?}: it was woken at 60 ms, when another took the room, \
                     and the wait that follows is only for what is left of the \
                     timeout"
                );
                accepted.push(3);
            }
            Err(error) => {
                assert_eq!(
                    error,
                    SubmitTimeoutError::Timeout(3),
                    "why `submit_timeout` of {timeout:?} gave up, with no room in \
                     that time"
                );
                assert_eq!(
                    waited, timeout,
                    "after which time `submit_timeout` of {timeout:?} gave up"
                );
            }
        }
        accepted.extend(thief.join().expect("no panic"));
        accepted
    });
    drop(pool);
    expect_done(&done, accepted);
}
