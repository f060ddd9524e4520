//! What the HTTP simulator promises, on every schedule.

use std::collections::BTreeMap;

use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule, on_some_schedule};
use workloads::http::{
    Attempt, CodeCount, Outcome, Policy, Request, Server, Statistics, any_error,
    is_success, passing_errors, requests,
};
use workloads::job::PoolError;
use workloads::log::Log;

use super::subject::{backoff, simulate, statistics};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("the_backoff_doubles_with_each_failure", || {
            on_every_schedule(|| {
                let policy = policy(1, 0, any_error);
                let found = [1, 2, 3, 4].map(|failed| backoff(&policy, 1, failed));
                assert_eq!(
                    found,
                    [100, 200, 400, 800].map(Duration::from_millis),
                    "the backoff after failures 1 to 4, without jitter"
                );
                let found = backoff(&policy, 1, 100);
                assert_eq!(found, Duration::MAX, "100 ms doubled 99 times");
            })
            .schedules(1)
        }),
        Rule::new("jitter_is_added_to_the_backoff", || {
            on_every_schedule(|| {
                let policy = policy(1, 50, any_error);
                for (failed, millis) in [(1, 100), (2, 200), (3, 400)] {
                    for id in 1..=20 {
                        assert_eq!(
                            backoff(&policy, id, failed),
                            Duration::from_millis(millis)
                                + policy.jitter_of(id, failed),
                            "request {id} after failure {failed}"
                        );
                    }
                }
            })
            .schedules(1)
        }),
        Rule::new("each_request_gives_one_outcome", || {
            on_every_schedule(|| {
                let codes = [&[200][..], &[500, 503, 201], &[500; 3], &[404, 204]];
                expect_attempts(any_error, &codes, &[1, 3, 3, 2]);
            })
            .schedules(800)
        }),
        Rule::new("a_final_code_is_not_tried_again", || {
            on_every_schedule(|| {
                let codes = [
                    &[404; 3][..],
                    &[429, 200],
                    &[408, 500, 503],
                    &[500, 401, 400],
                ];
                expect_attempts(passing_errors, &codes, &[1, 2, 3, 2]);
                expect_attempts(any_error, &codes, &[3, 2, 3, 3]);
                // Where a redirect leads, nobody follows: it is no success.
                expect_attempts(any_error, &[&[304, 200], &[199, 200]], &[2, 2]);
                // Success is final, whatever the policy thinks of its code.
                let codes = [&[200; 3][..], &[204; 3], &[202; 3], &[299; 3]];
                expect_attempts(|_| true, &codes, &[1, 1, 1, 1]);
            })
            .schedules(200)
        }),
        Rule::new("no_more_attempts_than_allowed_but_always_one", || {
            on_every_schedule(|| {
                for (allowed, made) in [(0, 1), (1, 1), (2, 2), (4, 4)] {
                    let mut policy = policy(2, 0, any_error);
                    policy.attempts = allowed;
                    let script = Script::new(&[&[500; 9], &[503; 9]]);
                    drop(script.run(policy));
                    let calls = script.calls.all().len();
                    assert_eq!(calls, 2 * made, "calls, {allowed} attempts allowed");
                }
            })
            .schedules(100)
        }),
        Rule::new("outcomes_record_codes_and_times_of_all_attempts", || {
            on_every_schedule(|| {
                let script =
                    Script::new(&[&[500, 503, 200], &[404, 400, 401], &[204]]);
                let outcomes = script.run(policy(2, 0, any_error));
                assert_eq!(outcomes.len(), 3, "outcomes of three requests");
                for outcome in outcomes {
                    let id = outcome.request;
                    assert_eq!(
                        outcome.attempts,
                        script.of(id),
                        "the attempts at request {id} as its outcome says \
                         (promised: as they were made)"
                    );
                }
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("a_request_waits_for_its_backoff_before_each_retry", || {
            on_every_schedule(|| {
                for jitter in [0, 70] {
                    let policy = policy(3, jitter, any_error);
                    let script = Script::new(&[&[500; 3], &[503; 3], &[404, 200]]);
                    drop(script.run(policy));
                    for id in 1..=3 {
                        for (two, failed) in script.of(id).windows(2).zip(1..) {
                            let base = Duration::from_millis(100 * failed as u64);
                            assert_eq!(
                                two[1].began - two[0].ended,
                                base + policy.jitter_of(id, failed),
                                "how long request {id} waited after failure {failed}, \
                                 with a worker free"
                            );
                        }
                    }
                }
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("a_short_backoff_is_not_held_up_by_a_long_one", || {
            on_every_schedule(|| {
                // Request 1 fails for the second time at 140 ms: until 340 ms.
                // Request 2 fails for the first time at 160 ms: until 260 ms.
                let mut script = Script::new(&[&[500, 500, 200], &[500, 200]]);
                script.millis = vec![20, 160];
                let began = Instant::now();
                drop(script.run(policy(2, 0, any_error)));
                let began_at = |id: u32, attempt: usize| {
                    script.of(id)[attempt - 1].began.as_millis()
                };
                assert_eq!(began_at(2, 2), 260, "attempt 2 at request 2 (ms)");
                assert_eq!(began_at(1, 3), 340, "attempt 3 at request 1 (ms)");
                assert_eq!(began.elapsed(), Duration::from_millis(420), "in all");
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("a_waiting_request_occupies_no_worker", || {
            on_every_schedule(|| {
                let mut script = Script::new(&[&[500, 200], &[200], &[200], &[200]]);
                script.millis = vec![10, 60, 60, 60];
                let began = Instant::now();
                drop(script.run(policy(1, 0, any_error)));
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(200),
                    "one worker with 10 + 60 + 60 + 60 + 10 ms of work"
                );
                assert_eq!(
                    script.of(1)[1].began.as_millis(),
                    190,
                    "attempt 2 at request 1 (ms): request 4 has been ready for longer"
                );
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("the_simulation_ends_with_its_last_outcome", || {
            on_every_schedule(|| {
                let began = Instant::now();
                drop(Script::new(&[&[500; 3]]).run(policy(3, 0, any_error)));
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(360),
                    "a request that fails three times: 3 × 20 ms of sending, and \
                     100 and 200 ms between"
                );
                let began = Instant::now();
                let none = Script::new(&[]).run(policy(3, 0, any_error));
                assert_eq!(none, [], "the outcomes of no requests");
                assert_eq!(began.elapsed(), Duration::ZERO, "time for no requests");
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                let policy = policy(0, 0, any_error);
                let result = simulate(policy, requests(1, 3), |_, _| 200);
                assert_eq!(
                    result,
                    Err(PoolError::NoWorkers),
                    "a simulation without workers"
                );
            })
        }),
        Rule::new("all_workers_send_at_the_same_time", || {
            on_some_schedule(
                "do seven workers send at the same time",
                || {
                    Script::new(&[&[200][..]; 8])
                        .run(policy(7, 0, any_error))
                        .len()
                        == 8
                },
                |figures| figures.peak_working == 7,
            )
            .schedules(100)
        }),
        Rule::new("there_is_one_thread_a_worker_and_at_most_one_more", || {
            on_every_schedule(|| {
                let codes = [&[500, 200][..]; 8];
                drop(Script::new(&codes).run(policy(3, 20, any_error)));
            })
            .peak_threads(4)
            .never_polls(10)
            .schedules(300)
        }),
        Rule::new("statistics_count_requests_attempts_and_codes", || {
            on_every_schedule(|| {
                let outcomes = sample();
                let found = statistics(&outcomes, Duration::from_secs(2));
                let code = |code, count| {
                    let share = count as f64 / 7.0;
                    CodeCount { code, count, share }
                };
                assert_eq!(found.requests, 4, "requests");
                assert_eq!(found.succeeded, 3, "succeeded");
                assert_eq!(found.failed, 1, "failed");
                expect_close("succeeded_share", found.succeeded_share, 0.75);
                expect_close("failed_share", found.failed_share, 0.25);
                assert_eq!(found.retries, 3, "attempts beyond the first ones");
                expect_close("requests per second", found.per_second, 2.0);
                let expected =
                    [code(200, 2), code(204, 1), code(404, 1), code(500, 3)];
                expect_codes(&found.codes, &expected);
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
                assert_eq!(found.succeeded, 2, "successes of the codes {codes:?}");
            })
            .schedules(1)
        }),
        Rule::new("statistics_measure_all_attempts", || {
            on_every_schedule(|| {
                let found = statistics(&sample(), Duration::from_secs(2));
                let millis = Duration::from_millis;
                assert_eq!(found.shortest, millis(10), "the shortest attempt");
                assert_eq!(found.longest, millis(600), "the longest attempt");
                assert_eq!(
                    found.mean,
                    millis(200),
                    "the mean of all attempts, also of those that failed"
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
                    assert_eq!(median(&[90, 10, 20]), 20, "of 90, 10, 20 ms");
                    assert_eq!(
                        median(&[40, 10, 90, 20]),
                        30,
                        "of 40, 10, 90, 20 ms"
                    );
                    assert_eq!(median(&[70]), 70, "of 70 ms");
                    let two = [outcome(1, &[(200, 10)]), outcome(2, &[(200, 15)])];
                    let found = statistics(&two, Duration::from_secs(1));
                    assert_eq!(
                        found.median_of_successful,
                        Duration::from_micros(12_500),
                        "of 10 and 15 ms"
                    );
                    assert_eq!(median(&[10, 30]), 20, "of 10, 30 ms");
                    // Of 300, 30 and 60 ms: failed attempts do not count.
                    let found = statistics(&sample(), Duration::from_secs(2));
                    let found = found.median_of_successful;
                    assert_eq!(
                        found,
                        Duration::from_millis(60),
                        "with failed attempts"
                    );
                })
                .schedules(1)
            },
        ),
        Rule::new("nothing_is_divided_by_zero", || {
            on_every_schedule(|| {
                for took in [Duration::ZERO, Duration::from_secs(1)] {
                    let found = statistics(&[], took);
                    assert_eq!(found, Statistics::default(), "of no request");
                }
                let failed = [outcome(1, &[(500, 30)])];
                let found = statistics(&failed, Duration::ZERO);
                assert_eq!(found.per_second, 0.0, "in no time");
                assert_eq!(found.median_of_successful, Duration::ZERO, "of nothing");
                assert_eq!(
                    found.succeeded_share, 0.0,
                    "the share of requests that succeeded, of one that failed"
                );
                assert_eq!(
                    found.failed_share, 1.0,
                    "the share of requests that failed, of one that failed"
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

fn policy(workers: usize, jitter: u64, is_retryable: fn(u16) -> bool) -> Policy {
    Policy {
        workers,
        attempts: 3,
        backoff: Duration::from_millis(100),
        jitter: Duration::from_millis(jitter),
        is_retryable,
        seed: 7,
    }
}

/// What the server answers to each attempt at each request, how many milliseconds
/// it takes for each request, and what it was asked so far.
#[derive(Clone)]
struct Script {
    codes: Vec<Vec<u16>>,
    millis: Vec<u64>,
    calls: Log<(u32, usize, Attempt)>,
}

impl Script {
    /// Answers after 20 ms.
    fn new(codes: &[&[u16]]) -> Script {
        Script {
            codes: codes.iter().map(|codes| codes.to_vec()).collect(),
            millis: vec![20; codes.len()],
            calls: Log::default(),
        }
    }

    fn run(&self, policy: Policy) -> Vec<Outcome> {
        let script = self.clone();
        let start = Instant::now();
        let server = move |request: Request, attempt: usize| {
            let index = request.id as usize - 1;
            let codes = &script.codes[index];
            let code = codes.get(attempt - 1).or(codes.last()).copied();
            let code = code.expect("each request has a code");
            let began = start.elapsed();
            lab::work(Duration::from_millis(script.millis[index]));
            let ended = start.elapsed();
            let made = Attempt { code, began, ended };
            script.calls.note((request.id, attempt, made));
            code
        };
        simulate(policy, requests(7, self.codes.len() as u32), server)
            .expect("there are workers")
    }

    /// The attempts at a request, as they were made; their numbers must ascend.
    fn of(&self, id: u32) -> Vec<Attempt> {
        let calls = self.calls.all().into_iter().filter(|call| call.0 == id);
        let (numbers, attempts): (Vec<_>, Vec<_>) =
            calls.map(|call| (call.1, call.2)).unzip();
        let expected: Vec<_> = (1..=attempts.len()).collect();
        assert_eq!(numbers, expected, "the attempts at request {id}");
        attempts
    }
}

fn expect_attempts(retry: fn(u16) -> bool, codes: &[&[u16]], made: &[usize]) {
    let mut outcomes = Script::new(codes).run(policy(3, 0, retry));
    outcomes.sort_by_key(|outcome| outcome.request);
    let ids: Vec<_> = outcomes.iter().map(|outcome| outcome.request).collect();
    let expected: Vec<_> = (1..=codes.len() as u32).collect();
    assert_eq!(
        ids, expected,
        "not exactly one outcome a request (their ids, sorted)"
    );
    let found: Vec<_> = outcomes.iter().map(|o| o.attempts.len()).collect();
    assert_eq!(
        found, made,
        "attempts, for requests that are answered {codes:?}"
    );
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
    assert!(is_close, "{what}: {found} instead of {expected}");
}

fn expect_codes(found: &[CodeCount], expected: &[CodeCount]) {
    let counts = |codes: &[CodeCount]| -> Vec<_> {
        codes.iter().map(|c| (c.code, c.count)).collect()
    };
    assert_eq!(
        counts(found),
        counts(expected),
        "codes of all attempts in ascending order, and how often each was answered"
    );
    for (found, expected) in found.iter().zip(expected) {
        expect_close("the share of a code", found.share, expected.share);
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
    assert_eq!(found.requests, 50, "requests");
    assert_eq!(found.succeeded, succeeded, "succeeded");
    assert_eq!(found.failed, 50 - succeeded, "failed");
    assert_eq!(found.retries, log.len() - 50, "retries");
    assert_eq!(Some(found.shortest), durations().min(), "the shortest");
    assert_eq!(Some(found.longest), durations().max(), "the longest");
    let mean = durations().sum::<Duration>() / log.len() as u32;
    assert_eq!(found.mean, mean, "the mean of all attempts");
    expect_close("per second", found.per_second, 50.0 / took.as_secs_f64());
    expect_codes(&found.codes, &counts.iter().map(code).collect::<Vec<_>>());
}
