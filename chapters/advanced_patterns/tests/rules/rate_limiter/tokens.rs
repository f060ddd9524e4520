//! When tokens come, and how many at once.

use std::time::Duration;

use lab::thread;
use lab::time::Instant;
use rules::{Rule, on_every_schedule};
use workloads::rate::busiest;

use super::{RateLimiter, rounded, rush};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("a_full_bucket_lets_a_burst_through_at_once", || {
            on_every_schedule(|| {
                let why = "the bucket begins full";
                expect_times(10, 5, &[0; 5], &[0; 5], why);
                expect_times(10, 1, &[0], &[0], why);
                expect_times(3, 20, &[0; 20], &[0; 20], why);
            })
            .at_exact_times()
            .schedules(50)
        }),
        Rule::new("after_the_burst_tokens_come_at_even_distances", || {
            on_every_schedule(|| {
                let why = "an empty bucket gets one token each 1 / rate seconds";
                let times = [0, 0, 100, 200, 300, 400];
                expect_times(10, 2, &[0; 6], &times, why);
                expect_times(4, 1, &[0; 5], &[0, 250, 500, 750, 1_000], why);
                expect_times(1_000, 3, &[0; 7], &[0, 0, 0, 1, 2, 3, 4], why);
                let thirds = rush(1, 3, 1, 4).into_iter().map(rounded);
                assert_eq!(
                    thirds.collect::<Vec<_>>(),
                    [0, 333_333, 666_667, 1_000_000].map(Duration::from_micros),
                    "3 per second, a burst of 1: when four tokens come"
                );
            })
            .at_exact_times()
            .schedules(50)
        }),
        Rule::new("a_quiet_time_is_not_saved_up", || {
            on_every_schedule(|| {
                let why = "a full bucket gets nothing";
                let mut asked = vec![0; 3];
                asked.extend([60_000; 6]);
                let times =
                    [0, 0, 0, 60_000, 60_000, 60_000, 60_100, 60_200, 60_300];
                expect_times(10, 3, &asked, &times, why);
                // Nor before the first request.
                let times = [5_000, 5_000, 5_100, 5_200];
                expect_times(10, 2, &[5_000; 4], &times, why);
            })
            .at_exact_times()
            .schedules(50)
        }),
        Rule::new("what_came_while_nobody_asked_is_there", || {
            on_every_schedule(|| {
                expect_times(
                    10,
                    1,
                    &[0, 150, 150],
                    &[0, 150, 250],
                    "the bucket was full from 100 ms, so its next token comes 100 ms \
                     after one was taken at 150 ms",
                );
                expect_times(
                    10,
                    3,
                    &[0, 0, 0, 250, 250, 250],
                    &[0, 0, 0, 250, 250, 300],
                    "tokens came at 100 and 200 ms, so the next one comes at 300 ms, \
                     whenever those were taken",
                );
            })
            .at_exact_times()
            .schedules(50)
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
        Rule::new("zero_counts_as_one", || {
            on_every_schedule(|| {
                let why = "0 counts as 1";
                expect_times(0, 1, &[0; 3], &[0, 1_000, 2_000], why);
                expect_times(10, 0, &[0; 3], &[0, 100, 200], why);
                expect_times(0, 0, &[0; 3], &[0, 1_000, 2_000], why);
            })
            .at_exact_times()
            .schedules(2)
        }),
    ]
}

/// One thread asks at these times, or as soon as it is free, and is expected to get
/// its tokens at those; all in ms.
fn expect_times(rate: u32, burst: u32, asks: &[u64], expected: &[u64], why: &str) {
    let limiter = RateLimiter::new(rate, burst);
    let began = Instant::now();
    let mut got = Vec::new();
    for &ask in asks {
        let early = Duration::from_millis(ask).saturating_sub(began.elapsed());
        if !early.is_zero() {
            thread::sleep(early);
        }
        limiter.acquire();
        got.push(rounded(began.elapsed()));
    }
    let expected: Vec<_> = expected
        .iter()
        .map(|&millis| Duration::from_millis(millis))
        .collect();
    assert_eq!(
        got, expected,
        "{rate} per second, a burst of {burst}, asked at {asks:?} ms: tokens at the \
         wrong times; {why}"
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
