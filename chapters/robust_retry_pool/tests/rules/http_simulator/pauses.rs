//! How long a request waits before it is sent again.

use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule};
use workloads::http::{Policy, any_error};

use super::{Script, policy};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("a_request_waits_for_its_backoff_before_each_retry", || {
            on_every_schedule(|| {
                let usual = policy(3, 0, any_error);
                let jittery = policy(3, 70, any_error);
                let fine = Policy {
                    attempts: 4,
                    backoff: Duration::from_micros(12_345),
                    ..usual
                };
                for policy in [usual, jittery, fine] {
                    let script = Script::new(&[&[500; 4], &[503; 4], &[404, 200]]);
                    drop(script.run(policy));
                    for id in 1..=3 {
                        for (two, failed) in script.of(id).windows(2).zip(1..) {
                            let base = policy.backoff * (1 << (failed - 1));
                            assert_eq!(
                                two[1].began.saturating_sub(two[0].ended),
                                base + policy.jitter_of(id, failed),
                                "how long request {id} waited after failure {failed}, \
                                 with a worker free; the backoff after a first \
                                 failure is {:?}, and the jitter {:?} at most",
                                policy.backoff,
                                policy.jitter
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
                    script.attempt(id, attempt).began.as_millis()
                };
                assert_eq!(
                    began_at(2, 2),
                    260,
                    "request 2 failed for the first time at 160 ms, and waits for \
                     100 ms: when its attempt 2 began (ms)"
                );
                assert_eq!(
                    began_at(1, 3),
                    340,
                    "request 1 failed for the second time at 140 ms, and waits for \
                     200 ms: when its attempt 3 began (ms)"
                );
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(420),
                    "the time in all, until attempt 2 at request 2 has ended, which \
                     takes from 260 to 420 ms"
                );
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
                    "the time that one worker takes for 10 + 60 + 60 + 60 + 10 ms \
                     of work, when it never waits with an attempt at hand"
                );
                assert_eq!(
                    script.attempt(1, 2).began.as_millis(),
                    190,
                    "when attempt 2 at request 1 began (ms); it is ready at 110 ms, \
                     when the only worker is busy until 130 ms, and request 4 has \
                     been ready for longer"
                );
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("of_retries_the_one_ready_for_longest_comes_first", || {
            on_every_schedule(|| {
                // One worker: 1 to 6 fail by 60 ms, and 7 takes until 1060 ms. By then
                // all six are ready, and jitter has mixed them.
                let mut script = Script::new(&[&[500, 200][..]; 7]);
                script.codes[6] = vec![200];
                script.millis = vec![10, 10, 10, 10, 10, 10, 1_000];
                let policy = policy(1, 400, any_error);
                drop(script.run(policy));
                let ready = |id| {
                    let backoff = policy.backoff + policy.jitter_of(id, 1);
                    script.attempt(id, 1).ended + backoff
                };
                let mut retried: Vec<_> = (1..=6).collect();
                retried.sort_by_key(|&id| script.attempt(id, 2).began);
                let mut expected: Vec<_> = (1..=6).collect();
                expected.sort_by_key(|&id| ready(id));
                assert_eq!(
                    retried,
                    expected,
                    "the order in which the only worker sent requests 1 to 6 again, \
                     after it had been busy until 1060 ms; they were ready at {:?} \
                     ms, and the one that has been ready for longest comes first",
                    (1..=6).map(|id| ready(id).as_millis()).collect::<Vec<_>>()
                );
            })
            .at_exact_times()
            .schedules(100)
        }),
    ]
}
