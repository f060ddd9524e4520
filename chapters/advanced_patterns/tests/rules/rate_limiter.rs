//! What `RateLimiter` promises, on every schedule.

use std::time::Duration;

use lab::sync::{Arc, Mutex};
use lab::thread;
use lab::time::Instant;
use rules::{Rule, on_every_schedule, on_some_schedule};
use workloads::rate::busiest;

use super::subject::RateLimiter;

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("a_full_bucket_lets_a_burst_through_at_once", || {
            on_every_schedule(|| {
                expect_times(10, 5, &[0; 5], &[0; 5]);
                expect_times(10, 1, &[0], &[0]);
                expect_times(3, 20, &[0; 20], &[0; 20]);
            })
            .at_exact_times()
            .schedules(50)
        }),
        Rule::new("after_the_burst_tokens_come_at_even_distances", || {
            on_every_schedule(|| {
                expect_times(10, 2, &[0; 6], &[0, 0, 100, 200, 300, 400]);
                expect_times(4, 1, &[0; 5], &[0, 250, 500, 750, 1_000]);
                expect_times(1_000, 3, &[0; 7], &[0, 0, 0, 1, 2, 3, 4]);
                let thirds = rush(1, 3, 1, 4).into_iter().map(micros);
                assert_eq!(
                    thirds.collect::<Vec<_>>(),
                    [0, 333_333, 666_667, 1_000_000],
                    "3 per second, a burst of 1: when four tokens come (in µs)"
                );
            })
            .at_exact_times()
            .schedules(50)
        }),
        Rule::new("n_requests_take_the_exact_time", || {
            on_every_schedule(|| {
                for clients in [1, 4] {
                    let began = Instant::now();
                    let times = rush(clients, 10, 5, 25);
                    assert_eq!(times.len(), 25, "tokens for 25 requests");
                    // 5 at once, 20 at 100 ms each.
                    assert_eq!(
                        micros(began.elapsed()),
                        2_000_000,
                        "25 requests of {clients} clients at 10 per second with a \
                         burst of 5 take another time than 2 s (in µs)"
                    );
                }
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("no_second_holds_more_than_rate_and_burst", || {
            on_every_schedule(|| {
                // The pauses end shortly before and shortly after whole seconds.
                let limiter = RateLimiter::new(10, 5);
                let began = Instant::now();
                let mut times = Vec::new();
                for pause in [900, 0, 333, 2_050, 0, 95, 740, 1_990, 5] {
                    thread::sleep(Duration::from_millis(pause));
                    for _ in 0..12 {
                        limiter.acquire();
                        times.push(began.elapsed());
                    }
                }
                expect_bounded(&times, 10, 5);
            })
            .at_exact_times()
            .schedules(4)
        }),
        Rule::new("a_quiet_time_is_not_saved_up", || {
            on_every_schedule(|| {
                let mut asked = vec![0; 3];
                asked.extend([60_000; 6]);
                let times =
                    [0, 0, 0, 60_000, 60_000, 60_000, 60_100, 60_200, 60_300];
                expect_times(10, 3, &asked, &times);
                // Nor before the first request.
                expect_times(10, 2, &[5_000; 4], &[5_000, 5_000, 5_100, 5_200]);
            })
            .at_exact_times()
            .schedules(50)
        }),
        Rule::new("what_came_while_nobody_asked_is_there", || {
            on_every_schedule(|| {
                // Half a token at 50 ms is not lost when nobody takes it.
                expect_times(10, 1, &[0, 150, 150], &[0, 150, 250]);
                expect_times(
                    10,
                    3,
                    &[0, 0, 0, 250, 250, 250],
                    &[0, 0, 0, 250, 250, 300],
                );
            })
            .at_exact_times()
            .schedules(50)
        }),
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
                    "10 per second, a burst of 2; asked at 0, 0, 0, 50, 99, 101, 101, \
                     199, 201, 201, 1201, 1201 and 1201 ms"
                );
            })
            .at_exact_times()
            .schedules(4)
        }),
        Rule::new("a_refusal_changes_nothing", || {
            on_every_schedule(|| {
                let limiter = RateLimiter::new(10, 1);
                assert!(limiter.try_acquire(), "the bucket began full");
                for _ in 0..9 {
                    thread::sleep(Duration::from_millis(11));
                    assert!(!limiter.try_acquire(), "a token came too early");
                }
                thread::sleep(Duration::from_millis(3));
                assert!(
                    limiter.try_acquire(),
                    "102 ms after the last token there must be the next one; there \
                     were nine refusals in between"
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
                assert!(!limiter.try_acquire(), "the bucket is empty");
                assert_eq!(
                    began.elapsed(),
                    Duration::ZERO,
                    "`try_acquire` had to wait, while another thread waited for its \
                     token in `acquire`"
                );
                sleeper.join().expect("waiting does not panic");
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("nobody_overtakes", || {
            on_every_schedule(|| {
                // Threads ask at 0, 10, 20 and 30 ms for the tokens of 100, 200,
                // 300 and 400 ms.
                let limiter = RateLimiter::new(10, 1);
                let began = Instant::now();
                limiter.acquire();
                let order = Mutex::new(Vec::new());
                thread::scope(|scope| {
                    for client in 1..=4 {
                        let (limiter, order) = (&limiter, &order);
                        scope.spawn(move || {
                            limiter.acquire();
                            let at = micros(began.elapsed());
                            order.lock().unwrap().push((client, at));
                        });
                        thread::sleep(Duration::from_millis(10));
                    }
                    thread::sleep(Duration::from_millis(61));
                    // At 101 ms: the token that came is the first one's.
                    assert!(
                        !limiter.try_acquire(),
                        "`try_acquire` took a token for which others wait"
                    );
                });
                let order = order.lock().unwrap();
                assert_eq!(
                    *order,
                    [(1, 100_000), (2, 200_000), (3, 300_000), (4, 400_000)],
                    "not in the order of calling, or not at the right times \
                     (client, µs)"
                );
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("zero_counts_as_one", || {
            on_every_schedule(|| {
                expect_times(0, 1, &[0; 3], &[0, 1_000, 2_000]);
                expect_times(10, 0, &[0; 3], &[0, 100, 200]);
            })
            .at_exact_times()
            .schedules(2)
        }),
        Rule::new("some_clients_wait_at_the_same_time", || {
            on_some_schedule(
                "do two clients wait for a token at the same time",
                || {
                    let began = Instant::now();
                    drop(rush(3, 1, 1, 3));
                    micros(began.elapsed()) == 2_000_000
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
            on_every_schedule(|| drop(rush(4, 4, 1, 12)))
                .peak_threads(4)
                .never_polls(2)
                .expect(few_steps)
                .schedules(40)
        }),
    ]
}

fn few_steps(figures: &lab::Figures) -> Result<(), String> {
    if figures.steps <= 300 {
        return Ok(());
    }
    Err(format!(
        "polling: {} operations for 12 tokens; find out once when your token is due, \
         and sleep until then",
        figures.steps
    ))
}

/// In whole microseconds, rounded: what floating point may get wrong is less.
fn micros(time: Duration) -> u128 {
    (time.as_nanos() + 500) / 1_000
}

/// One thread asks at these times, or as soon as it is free, and is expected to get
/// its tokens at those; all in ms.
fn expect_times(rate: u32, burst: u32, asks: &[u64], expected: &[u128]) {
    let limiter = RateLimiter::new(rate, burst);
    let began = Instant::now();
    let mut got = Vec::new();
    for &ask in asks {
        let early = Duration::from_millis(ask).saturating_sub(began.elapsed());
        if !early.is_zero() {
            thread::sleep(early);
        }
        limiter.acquire();
        got.push(micros(began.elapsed()));
    }
    let expected: Vec<_> = expected.iter().map(|millis| millis * 1_000).collect();
    assert_eq!(
        got, expected,
        "{rate} per second, a burst of {burst}, asked at {asks:?} ms: tokens at the \
         wrong times (in µs)"
    );
}

fn expect_bounded(times: &[Duration], rate: usize, burst: usize) {
    if let Some((begin, count)) = busiest(times) {
        assert!(
            count <= rate + burst,
            "{count} requests in the second that began at {begin:?}; {rate} and a \
             burst of {burst} are allowed"
        );
    }
}

/// Some clients make `count` requests in all as fast as they may; the times at
/// which they did.
fn rush(clients: u32, rate: u32, burst: u32, count: u32) -> Vec<Duration> {
    let limiter = RateLimiter::new(rate, burst);
    let began = Instant::now();
    let left = Mutex::new(count);
    let times = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..clients {
            scope.spawn(|| {
                loop {
                    {
                        let mut left = left.lock().unwrap();
                        if *left == 0 {
                            break;
                        }
                        *left -= 1;
                    }
                    limiter.acquire();
                    times.lock().unwrap().push(began.elapsed());
                }
            });
        }
    });
    let times = times.lock().unwrap();
    times.clone()
}
