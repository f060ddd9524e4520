//! Threads that wait for their tokens at the same time.

use std::time::Duration;

use lab::sync::Mutex;
use lab::thread;
use lab::time::Instant;
use rules::{Rule, counted, on_every_schedule, on_some_schedule};

use super::{RateLimiter, rounded, rush};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("nobody_overtakes", || {
            on_every_schedule(|| {
                let limiter = RateLimiter::new(10, 1);
                let began = Instant::now();
                limiter.acquire();
                let order = Mutex::new(Vec::new());
                thread::scope(|scope| {
                    for client in 1..=4 {
                        let (limiter, order) = (&limiter, &order);
                        scope.spawn(move || {
                            limiter.acquire();
                            let at = rounded(began.elapsed());
                            order.lock().unwrap().push((client, at));
                        });
                        thread::sleep(Duration::from_millis(10));
                    }
                    thread::sleep(Duration::from_millis(61));
                    // At 101 ms: the token that came is the first one's.
                    assert!(
                        !limiter.try_acquire(),
                        "`try_acquire` took a token at 101 ms, and the one that came \
                         at 100 ms is for the first of four threads that wait"
                    );
                });
                let (clients, times): (Vec<_>, Vec<_>) =
                    order.lock().unwrap().iter().copied().unzip();
                assert_eq!(
                    clients,
                    [1, 2, 3, 4],
                    "four threads called `acquire` at 0, 10, 20 and 30 ms, and did not \
                     get their tokens in the order of calling: who got one, in order"
                );
                assert_eq!(
                    times,
                    [100, 200, 300, 400].map(Duration::from_millis),
                    "when four threads got their tokens that had called `acquire` at \
                     0, 10, 20 and 30 ms"
                );
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("n_requests_take_the_exact_time", || {
            on_every_schedule(|| {
                // More clients than tokens: many wait at the same time.
                for clients in [1, 4, 16] {
                    let began = Instant::now();
                    let times = rush(clients, 10, 5, 25);
                    assert_eq!(times.len(), 25, "tokens for 25 requests");
                    // 5 at once, 20 at 100 ms each.
                    assert_eq!(
                        rounded(began.elapsed()),
                        Duration::from_secs(2),
                        "the time for 25 requests of {}, at 10 per second with a \
                         burst of 5; in less time, two threads took one token: look \
                         and take under one lock",
                        counted(clients as usize, "client")
                    );
                }
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("a_refusal_does_not_delay_anybody", || {
            on_every_schedule(|| {
                let limiter = RateLimiter::new(10, 1);
                let began = Instant::now();
                limiter.acquire();
                // Nothing is there until 100 ms, and it is for who waits.
                let (mut times, refused) = thread::scope(|scope| {
                    let acquire = || {
                        limiter.acquire();
                        rounded(began.elapsed())
                    };
                    let first = scope.spawn(acquire);
                    let refused = scope.spawn(|| !limiter.try_acquire());
                    let second = scope.spawn(acquire);
                    thread::sleep(Duration::from_millis(10));
                    let refused = !limiter.try_acquire()
                        & refused.join().expect("trying does not panic");
                    let third = acquire();
                    let others = [first, second];
                    let others =
                        others.map(|one| one.join().expect("no panic here"));
                    ([others[0], others[1], third], refused)
                });
                assert!(
                    refused,
                    "10 per second, a burst of 1: `try_acquire` takes a token within \
                     10 ms after the only one was taken"
                );
                times.sort_unstable();
                assert_eq!(
                    times,
                    [100, 200, 300].map(Duration::from_millis),
                    "10 per second, a burst of 1, taken at 0 ms; then two threads call \
                     `acquire`, while a third calls `try_acquire` and is refused; at \
                     10 ms `try_acquire` is refused once more, and `acquire` is \
                     called: when the three tokens come"
                );
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("who_is_slow_takes_what_is_there_then", || {
            on_every_schedule(|| {
                // A token for each of them. While they are on their way the clock may
                // run on, and the bucket, which was full until then, lose one.
                let limiter = RateLimiter::new(10, 9);
                let refused = thread::scope(|scope| {
                    let tries = [(); 4].map(|()| {
                        scope.spawn(|| limiter.acquire());
                        scope.spawn(|| {
                            let asked = Instant::now();
                            let refused = !limiter.try_acquire();
                            // Who refuses at once does so for another reason.
                            refused && !asked.elapsed().is_zero()
                        })
                    });
                    thread::sleep(Duration::from_secs(60));
                    limiter.acquire();
                    tries.map(|one| one.join().expect("trying does not panic"))
                });
                assert_eq!(
                    refused, [false; 4],
                    "nine tokens for nine threads, one of which comes a minute later: \
                     whether `try_acquire` refused four of them; look at the clock under \
                     the lock: a time from before does not fit a bucket from which \
                     another has taken since"
                );
            })
            .expect(|figures| {
                match figures.threads.iter().skip(1).find(|t| t.waits > 0) {
                    None => Ok(()),
                    Some(thread) => Err(format!(
                        "{} slept for {:?} in `acquire`, and there were nine tokens for \
                         nine threads, one of which came a minute later; look at the \
                         clock under the lock: a time from before does not fit a bucket \
                         from which another has taken since",
                        figures.label(thread), thread.waiting
                    )),
                }
            })
            .schedules(400)
        }),
        Rule::new("who_wakes_late_delays_nobody", || {
            on_every_schedule(|| {
                // The token of 100 ms is the first one's, and that of 200 ms the
                // second one's, also when the first goes on after both have come.
                let limiter = RateLimiter::new(10, 1);
                limiter.acquire();
                thread::scope(|scope| {
                    scope.spawn(|| limiter.acquire());
                    thread::sleep(Duration::from_millis(250));
                    scope.spawn(|| limiter.acquire());
                });
            })
            .expect(|figures| match &figures.threads[1..] {
                [first, second]
                    if !first.waiting.is_zero() && !second.waiting.is_zero() =>
                {
                    Err(format!(
                        "10 per second, a burst of 1, taken at 0 ms; one thread waited \
                         for the token of 100 ms and woke up late; another called \
                         `acquire` at 250 ms and slept for {:?}, although a token had \
                         come at 200 ms: a token is taken when it is reserved, not when \
                         its thread wakes up",
                        second.waiting
                    ))
                }
                // Who did not wait came after its time, and took what was there then.
                _ => Ok(()),
            })
            .schedules(400)
        }),
        Rule::new("who_is_unparked_waits_all_the_same", || {
            on_every_schedule(|| {
                let limiter = RateLimiter::new(10, 1);
                let began = Instant::now();
                limiter.acquire();
                // By whoever: the next `park` or `park_timeout` ends at once.
                thread::current().unpark();
                limiter.acquire();
                assert_eq!(
                    rounded(began.elapsed()),
                    Duration::from_millis(100),
                    "10 per second, a burst of 1, taken at 0 ms; when the second token \
                     comes for a thread that somebody has unparked"
                );
            })
            .at_exact_times()
            .schedules(4)
        }),
        Rule::new("some_clients_wait_at_the_same_time", || {
            on_some_schedule(
                "do two clients wait for a token at the same time",
                || {
                    let began = Instant::now();
                    drop(rush(3, 1, 1, 3));
                    rounded(began.elapsed()) == Duration::from_secs(2)
                },
                |figures| {
                    let waited =
                        |t: &&lab::report::ThreadFigures| !t.waiting.is_zero();
                    figures.threads.iter().skip(1).filter(waited).count() >= 2
                },
            )
            .schedules(50)
        }),
        Rule::new("no_schedule_breaks_it", || {
            on_every_schedule(|| {
                assert_eq!(
                    rush(3, 50, 2, 6).len(),
                    6,
                    "tokens for six requests of three threads"
                );
            })
            .peak_threads(3)
            .schedules(1_500)
        }),
        Rule::new("a_thread_that_waits_sleeps_once", || {
            on_every_schedule(|| {
                // Four threads, and no token for any of them at once.
                let limiter = RateLimiter::new(4, 1);
                limiter.acquire();
                thread::scope(|scope| {
                    for _ in 1..=4 {
                        scope.spawn(|| limiter.acquire());
                    }
                });
            })
            .at_exact_times()
            .peak_threads(4)
            .never_polls(2)
            .expect(one_wait_each)
            .schedules(40)
        }),
    ]
}

fn one_wait_each(figures: &lab::Figures) -> Result<(), String> {
    match figures.threads.iter().skip(1).find(|t| t.waits > 1) {
        None => Ok(()),
        Some(thread) => Err(format!(
            "polling: {} waited {} times for one token; find out once when your token is due, \
             and sleep until then",
            figures.label(thread),
            thread.waits
        )),
    }
}
