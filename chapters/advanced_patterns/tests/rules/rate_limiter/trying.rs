//! `try_acquire`, which never waits.

use std::time::Duration;

use lab::sync::Arc;
use lab::thread;
use lab::time::Instant;
use rules::{Rule, on_every_schedule};

use super::{RateLimiter, rounded};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("try_acquire_takes_what_is_there_and_nothing_else", || {
            on_every_schedule(|| {
                let limiter = RateLimiter::new(10, 2);
                let began = Instant::now();
                let mut taken = Vec::new();
                for pause in [0, 0, 0, 50, 49, 2, 0, 98, 2, 0, 1_000, 0, 0] {
                    thread::sleep(Duration::from_millis(pause));
                    if limiter.try_acquire() {
                        taken.push(began.elapsed().as_millis());
                    }
                }
                assert_eq!(
                    taken,
                    [0, 0, 101, 201, 1_201, 1_201],
                    "10 per second, and a bucket that holds two at most: when \
                     `try_acquire` took a token (in ms), called at 0, 0, 0, 50, 99, \
                     101, 101, 199, 201, 201, 1201, 1201 and 1201 ms"
                );
            })
            .at_exact_times()
            .schedules(4)
        }),
        Rule::new("a_refusal_changes_nothing", || {
            on_every_schedule(|| {
                let limiter = RateLimiter::new(10, 1);
                assert!(
                    limiter.try_acquire(),
                    "`try_acquire` refuses the only token of a bucket that is new, \
                     and so full"
                );
                for asked in 1..=9 {
                    thread::sleep(Duration::from_millis(11));
                    assert!(
                        !limiter.try_acquire(),
                        "10 per second: `try_acquire` takes a token {} ms after the \
                         last one, and the next is due after 100 ms",
                        11 * asked
                    );
                }
                thread::sleep(Duration::from_millis(3));
                assert!(
                    limiter.try_acquire(),
                    "10 per second: `try_acquire` refuses the next token 102 ms after \
                     the last one, after nine refusals in between"
                );
            })
            .at_exact_times()
            .schedules(4)
        }),
        Rule::new("nobody_waits_for_the_lock_while_another_sleeps", || {
            on_every_schedule(|| {
                let limiter = Arc::new(RateLimiter::new(1, 1));
                limiter.acquire();
                let sleeper = {
                    let limiter = Arc::clone(&limiter);
                    thread::spawn(move || limiter.acquire())
                };
                thread::sleep(Duration::from_millis(10));
                let began = Instant::now();
                assert!(
                    !limiter.try_acquire(),
                    "`try_acquire` takes a token 10 ms after the last one, and the \
                     next is due after a second, for a thread that waits for it"
                );
                assert_eq!(
                    began.elapsed(),
                    Duration::ZERO,
                    "`try_acquire` had to wait, while another thread waited for its \
                     token in `acquire`: give the lock back before you sleep"
                );
                sleeper.join().expect("waiting does not panic");
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("acquire_and_try_acquire_share_one_bucket", || {
            on_every_schedule(|| {
                use Call::{Acquire, Try};
                expect_answers(&[
                    (5_000, Try, "true", "a new bucket is full"),
                    (5_000, Acquire, "0 ms", "two tokens are left"),
                    (5_000, Try, "true", "one token is left"),
                    (5_000, Try, "false", "none is left"),
                    (5_250, Try, "true", "tokens came at 5100 and 5200 ms"),
                    (5_250, Try, "true", "one of these is left"),
                    (5_250, Acquire, "50 ms", "the next one comes at 5300 ms"),
                    (5_300, Try, "false", "that one was for `acquire`"),
                    (5_450, Try, "true", "a token came at 5400 ms"),
                    (5_510, Try, "true", "a token came at 5500 ms"),
                    (5_510, Acquire, "90 ms", "the next one comes at 5600 ms"),
                    (5_600, Try, "false", "that one was for `acquire`"),
                    (9_000, Acquire, "0 ms", "the bucket is full again"),
                    (9_000, Try, "true", "two tokens are left"),
                    (9_000, Try, "true", "one token is left"),
                    (9_000, Try, "false", "none is left"),
                ]);
            })
            .at_exact_times()
            .schedules(4)
        }),
        Rule::new("a_lock_that_is_taken_is_no_reason_to_refuse", || {
            on_every_schedule(|| {
                let limiter = RateLimiter::new(10, 3);
                let got = thread::scope(|scope| {
                    let tries =
                        [(); 2].map(|()| scope.spawn(|| limiter.try_acquire()));
                    limiter.acquire();
                    tries.map(|one| one.join().expect("trying does not panic"))
                });
                assert_eq!(
                    got, [true; 2],
                    "three tokens are there; at the same time one thread calls \
                     `acquire`, and two call `try_acquire`: what these two are told"
                );
            })
            .at_exact_times()
            .schedules(200)
        }),
    ]
}

#[derive(Clone, Copy, Debug)]
enum Call {
    Acquire,
    Try,
}

/// One thread makes these calls at these times (in ms), and is expected to wait so
/// long, or to be told so, for this reason.
fn expect_answers(calls: &[(u64, Call, &str, &str)]) {
    let limiter = RateLimiter::new(10, 3);
    let began = Instant::now();
    let mut before = Vec::new();
    for &(at, call, expected, why) in calls {
        let early = Duration::from_millis(at).saturating_sub(began.elapsed());
        if !early.is_zero() {
            thread::sleep(early);
        }
        let called = Instant::now();
        let answer = match call {
            Call::Try => limiter.try_acquire().to_string(),
            Call::Acquire => {
                limiter.acquire();
                format!("{} ms", rounded(called.elapsed()).as_secs_f64() * 1_000.0)
            }
        };
        let what = match call {
            Call::Acquire => "how long `acquire` waited",
            Call::Try => "what `try_acquire` said",
        };
        assert_eq!(
            answer, expected,
            "10 per second, a burst of 3: {what} at {at} ms, where {why}; the calls \
             before (at ms): {before:?}"
        );
        before.push((at, call));
    }
}
