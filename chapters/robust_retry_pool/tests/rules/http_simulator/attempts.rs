//! How often a request is sent.

use rules::{Rule, on_every_schedule, scenario};
use workloads::http::{any_error, passing_errors, requests};

use super::{Script, WAIT, policy, simulate};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("each_request_gives_one_outcome", || {
            on_every_schedule(|| {
                let codes = [&[200][..], &[500, 503, 201], &[500; 3], &[404, 204]];
                expect_attempts(any_error, &codes, &[1, 3, 3, 2]);
            })
            // Who looks many times a millisecond would otherwise take too long.
            .waits_at_most(1_000, WAIT)
            .schedules(800)
        }),
        Rule::new("numbers_of_requests_are_no_places_in_a_list", || {
            on_every_schedule(|| {
                scenario("two requests, with the numbers 8 and 9");
                let two = requests(7, 9).split_off(7);
                let server = |_, attempt| if attempt == 2 { 200 } else { 500 };
                let outcomes = simulate(policy(2, 0, any_error), two, server)
                    .expect("there are workers");
                let mut ids: Vec<_> = outcomes.iter().map(|o| o.request).collect();
                ids.sort_unstable();
                assert_eq!(
                    ids,
                    [8, 9],
                    "the outcomes of two requests with the numbers 8 and 9, sorted \
                     (promised: one for each request, whatever its number is)"
                );
            })
            .schedules(100)
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
                for (allowed, made) in [(0, 1), (1, 1), (2, 2), (4, 4), (12, 12)] {
                    let mut policy = policy(2, 0, any_error);
                    policy.attempts = allowed;
                    let script = Script::new(&[&[500; 9], &[503; 9]]);
                    drop(script.run(policy));
                    let calls = script.calls.all().len();
                    assert_eq!(
                        calls,
                        2 * made,
                        "how often the server was called for two requests that \
                         always fail, with {allowed} attempts allowed; there is \
                         always one"
                    );
                }
            })
            .schedules(100)
        }),
        Rule::new("outcomes_record_codes_and_times_of_all_attempts", || {
            on_every_schedule(|| {
                let script =
                    Script::new(&[&[500, 503, 200], &[404, 400, 401], &[204]]);
                let outcomes = script.run(policy(2, 0, any_error));
                assert_eq!(
                    outcomes.len(),
                    3,
                    "how many outcomes there are of three requests"
                );
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
        Rule::new(
            "attempts_are_measured_from_the_call_of_the_simulation",
            || on_every_schedule(expect_measured_from_the_call).schedules(200),
        ),
    ]
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
        "how many attempts each request has in its outcome, where the server \
         answers {codes:?}"
    );
}

/// Compares what the outcomes say with what the server measured.
fn expect_measured_from_the_call() {
    // Of many workers some begin late.
    let script = Script::new(&[&[200][..]; 6]);
    for outcome in script.run(policy(6, 0, any_error)) {
        let id = outcome.request;
        for (number, (said, made)) in
            (1..).zip(outcome.attempts.iter().zip(script.of(id)))
        {
            // A worker may be held up around the call of the server.
            assert!(
                said.began <= made.began && said.ended >= made.ended,
                "attempt {number} at request {id}: measured from the \
                 call of the simulation the server worked from {:?} to \
                 {:?}, but the outcome says from {:?} to {:?}",
                made.began,
                made.ended,
                said.began,
                said.ended
            );
        }
    }
}
