//! The statistics.

use std::collections::BTreeMap;

use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule};
use workloads::http::{
    Attempt, CodeCount, Outcome, Request, Server, Statistics, any_error, is_success,
    requests,
};
use workloads::log::Log;

use super::{policy, simulate, statistics};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("statistics_count_requests_attempts_and_codes", || {
            on_every_schedule(|| {
                let outcomes = sample();
                let found = statistics(&outcomes, Duration::from_secs(2));
                let quick = statistics(&outcomes, Duration::from_micros(2_500));
                expect_close(
                    "`per_second`, of 4 requests in 2.5 ms",
                    quick.per_second,
                    1_600.0,
                );
                let code = |code, count| {
                    let share = count as f64 / 7.0;
                    CodeCount { code, count, share }
                };
                assert_eq!(found.requests, 4, "`requests` of 4 outcomes");
                assert_eq!(
                    found.succeeded, 3,
                    "`succeeded` of 4 outcomes, of which one ends in 404"
                );
                assert_eq!(
                    found.failed, 1,
                    "`failed` of 4 outcomes, of which one ends in 404"
                );
                expect_close(
                    "`succeeded_share`, of 3 in 4",
                    found.succeeded_share,
                    0.75,
                );
                expect_close("`failed_share`, of 1 in 4", found.failed_share, 0.25);
                assert_eq!(
                    found.retries, 3,
                    "`retries`, which are attempts beyond the first one: 7 attempts \
                     at 4 requests"
                );
                expect_close(
                    "`per_second`, of 4 requests in 2 s",
                    found.per_second,
                    2.0,
                );
                let expected =
                    [code(200, 2), code(204, 1), code(404, 1), code(500, 3)];
                expect_codes(&found.codes, &expected);
                let rare = [199, 226, 304, 418, 599];
                let outcomes: Vec<_> = (1..)
                    .zip(rare)
                    .map(|(id, code)| outcome(id, &[(code, 10)]))
                    .collect();
                let found = statistics(&outcomes, Duration::from_secs(1));
                let counted: Vec<_> = found.codes.iter().map(|c| c.code).collect();
                assert_eq!(
                    counted, rare,
                    "the `codes` that are counted, of five requests answered {rare:?}: \
                     whatever the server answers"
                );
            })
            .schedules(1)
        }),
        Rule::new("successes_are_the_codes_from_200_to_299", || {
            on_every_schedule(|| {
                let codes = [199, 200, 299, 300, 304];
                let outcomes: Vec<_> = (1..)
                    .zip(codes)
                    .map(|(id, code)| outcome(id, &[(code, 10)]))
                    .collect();
                let found = statistics(&outcomes, Duration::from_secs(1));
                assert_eq!(
                    found.succeeded, 2,
                    "`succeeded` of five requests that were answered {codes:?}"
                );
            })
            .schedules(1)
        }),
        Rule::new("statistics_measure_all_attempts", || {
            on_every_schedule(|| {
                let found = statistics(&sample(), Duration::from_secs(2));
                let millis = Duration::from_millis;
                assert_eq!(
                    found.shortest,
                    millis(10),
                    "`shortest`: the shortest of all attempts"
                );
                assert_eq!(
                    found.longest,
                    millis(600),
                    "`longest`: the longest of all attempts"
                );
                assert_eq!(
                    found.mean,
                    millis(200),
                    "`mean`: the mean time of all attempts, also of those that \
                     failed"
                );
                let two = [outcome(1, &[(200, 10)]), outcome(2, &[(500, 15)])];
                let mean = statistics(&two, Duration::from_secs(1)).mean;
                assert_eq!(
                    mean,
                    Duration::from_micros(12_500),
                    "`mean` of an attempt of 10 ms and a failed one of 15 ms"
                );
            })
            .schedules(1)
        }),
        Rule::new(
            "the_median_is_in_the_middle_of_the_successful_attempts",
            || {
                on_every_schedule(|| {
                    let median = |millis: &[u64]| {
                        let outcomes: Vec<_> = (1..)
                            .zip(millis)
                            .map(|(id, &millis)| outcome(id, &[(200, millis)]))
                            .collect();
                        let took = Duration::from_secs(1);
                        statistics(&outcomes, took).median_of_successful.as_millis()
                    };
                    assert_eq!(
                        median(&[90, 10, 20]),
                        20,
                        "`median_of_successful` of attempts of 90, 10 and 20 ms (in \
                         ms)"
                    );
                    assert_eq!(
                        median(&[40, 10, 90, 20]),
                        30,
                        "`median_of_successful` of attempts of 40, 10, 90 and 20 \
                         ms: the mean of the two in the middle (in ms)"
                    );
                    assert_eq!(
                        median(&[70]),
                        70,
                        "`median_of_successful` of one attempt of 70 ms (in ms)"
                    );
                    let two = [outcome(1, &[(200, 10)]), outcome(2, &[(200, 15)])];
                    let found = statistics(&two, Duration::from_secs(1));
                    assert_eq!(
                        found.median_of_successful,
                        Duration::from_micros(12_500),
                        "`median_of_successful` of attempts of 10 and 15 ms: the \
                         mean of the two"
                    );
                    assert_eq!(
                        median(&[10, 30]),
                        20,
                        "`median_of_successful` of attempts of 10 and 30 ms: the \
                         mean of the two (in ms)"
                    );
                    // Of 300, 30 and 60 ms: failed attempts do not count.
                    let found = statistics(&sample(), Duration::from_secs(2));
                    let found = found.median_of_successful;
                    assert_eq!(
                        found,
                        Duration::from_millis(60),
                        "`median_of_successful` of 300, 30 and 60 ms, and of others \
                         that failed and do not count"
                    );
                })
                .schedules(1)
            },
        ),
        Rule::new("nothing_is_divided_by_zero", || {
            on_every_schedule(|| {
                for took in [Duration::ZERO, Duration::from_secs(1)] {
                    let found = statistics(&[], took);
                    for (what, found) in [
                        ("per_second", found.per_second),
                        ("succeeded_share", found.succeeded_share),
                        ("failed_share", found.failed_share),
                    ] {
                        assert_eq!(
                            found, 0.0,
                            "`{what}` of no request, in {took:?}"
                        );
                    }
                    assert_eq!(
                        found,
                        Statistics::default(),
                        "the statistics of no request, in {took:?}"
                    );
                }
                let failed = [outcome(1, &[(500, 30)])];
                let found = statistics(&failed, Duration::ZERO);
                assert_eq!(
                    found.per_second, 0.0,
                    "`per_second` of one request in no time"
                );
                let found = statistics(&failed, Duration::from_micros(500));
                expect_close("`per_second` of one in 500 µs", found.per_second, 2e3);
                assert_eq!(
                    found.median_of_successful,
                    Duration::ZERO,
                    "`median_of_successful` of one request that failed"
                );
                assert_eq!(
                    found.succeeded_share, 0.0,
                    "`succeeded_share` of one request that failed"
                );
                assert_eq!(
                    found.failed_share, 1.0,
                    "`failed_share` of one request that failed"
                );
            })
            .schedules(1)
        }),
        Rule::new("statistics_agree_with_a_recount", || {
            on_every_schedule(|| {
                let server = Server {
                    seed: 42,
                    failing: 20,
                    longest: 500,
                };
                let (log, notes) = (Log::default(), Log::default());
                let answer = {
                    let log = log.clone();
                    move |request: Request, attempt| {
                        let began = Instant::now();
                        let code = server.answer(request, attempt);
                        log.note((code, began.elapsed()));
                        code
                    }
                };
                notes.note(Instant::now());
                let outcomes =
                    simulate(policy(5, 0, any_error), requests(42, 50), answer)
                        .expect("there are workers");
                let took = notes.all()[0].elapsed();
                expect_recount(&statistics(&outcomes, took), &log.all(), took);
            })
            .at_exact_times()
            .schedules(40)
        }),
    ]
}

/// Four requests, seven attempts that took 1400 ms together.
fn sample() -> Vec<Outcome> {
    vec![
        outcome(1, &[(200, 300)]),
        outcome(2, &[(500, 600), (500, 250), (404, 10)]),
        outcome(3, &[(500, 150), (204, 30)]),
        outcome(4, &[(200, 60)]),
    ]
}

fn outcome(request: u32, attempts: &[(u16, u64)]) -> Outcome {
    let mut began = Duration::from_millis(5);
    let attempts = attempts.iter().map(|&(code, millis)| {
        let ended = began + Duration::from_millis(millis);
        let attempt = Attempt { code, began, ended };
        began = ended + Duration::from_millis(100);
        attempt
    });
    let attempts = attempts.collect();
    Outcome { request, attempts }
}

fn expect_close(what: &str, found: f64, expected: f64) {
    let is_close = (found - expected).abs() < 1e-9;
    assert!(is_close, "{what}: it is {found} instead of {expected}");
}

fn expect_codes(found: &[CodeCount], expected: &[CodeCount]) {
    let counts = |codes: &[CodeCount]| -> Vec<_> {
        codes.iter().map(|c| (c.code, c.count)).collect()
    };
    assert_eq!(
        counts(found),
        counts(expected),
        "`codes`: those of all attempts in ascending order, and how often each was \
         answered"
    );
    for (found, expected) in found.iter().zip(expected) {
        let what = format!("`share` of the code {}", expected.code);
        expect_close(&what, found.share, expected.share);
    }
}

/// Compares with what the server itself wrote down.
fn expect_recount(found: &Statistics, log: &[(u16, Duration)], took: Duration) {
    let mut counts = BTreeMap::new();
    for (code, _) in log {
        *counts.entry(*code).or_insert(0) += 1;
    }
    let code = |(&code, &count): (&u16, &usize)| CodeCount {
        code,
        count,
        share: count as f64 / log.len() as f64,
    };
    let succeeded = log.iter().filter(|(code, _)| is_success(*code)).count();
    let durations = || log.iter().map(|(_, took)| *took);
    assert_eq!(found.requests, 50, "`requests` of 50");
    assert_eq!(
        found.succeeded, succeeded,
        "`succeeded`, and how many of 50 requests had an answer from 200 to 299"
    );
    assert_eq!(
        found.failed,
        50 - succeeded,
        "`failed`, and how many of 50 requests had no answer from 200 to 299"
    );
    assert_eq!(
        found.retries,
        log.len() - 50,
        "`retries`, and how often the server was called more than 50 times"
    );
    assert_eq!(
        Some(found.shortest),
        durations().min(),
        "`shortest`, and the shortest time of a call of the server"
    );
    assert_eq!(
        Some(found.longest),
        durations().max(),
        "`longest`, and the longest time of a call of the server"
    );
    let mean = durations().sum::<Duration>() / log.len() as u32;
    // Rounded in one way or another.
    assert!(
        found.mean.abs_diff(mean) <= Duration::from_nanos(1),
        "`mean` is {:?}, and the mean time of all calls of the server {mean:?}",
        found.mean
    );
    let per_second = 50.0 / took.as_secs_f64();
    expect_close("`per_second` of 50 requests", found.per_second, per_second);
    expect_codes(&found.codes, &counts.iter().map(code).collect::<Vec<_>>());
}
