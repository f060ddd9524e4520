//! `try_acquire`, which never waits.

use std::time::Duration;

use lab::sync::Arc;
use lab::thread;
use lab::time::Instant;
use rules::{Rule, on_every_schedule};

use super::RateLimiter;

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("try_acquire_takes_what_is_there_and_nothing_else", || {
            on_every_schedule(|| {
                let limiter = RateLimiter::new(10, 2);
                let mut got = Vec::new();
                for pause in [0, 0, 0, 50, 49, 2, 0, 98, 2, 0, 1_000, 0, 0] {
                    thread::sleep(Duration::from_millis(pause));
                    got.push(limiter.try_acquire());
                }
                let (y, n) = (true, false);
                assert_eq!(
                    got,
                    [y, y, n, n, n, y, n, n, y, n, y, y, n],
                    "10 per second, a burst of 2; what `try_acquire` says at 0, 0, 0, \
                     50, 99, 101, 101, 199, 201, 201, 1201, 1201 and 1201 ms"
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
    ]
}
