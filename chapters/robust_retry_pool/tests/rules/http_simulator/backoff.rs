//! The function `backoff`.

use lab::time::Duration;
use rules::{Rule, on_every_schedule};
use workloads::http::{Policy, any_error};

use super::{backoff, policy};

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
                assert_eq!(
                    found,
                    Duration::MAX,
                    "the backoff after failure 100, which is 100 ms doubled 99 \
                     times"
                );
                let policy = Policy {
                    backoff: Duration::from_micros(750),
                    ..policy
                };
                let found = [1, 2].map(|failed| backoff(&policy, 1, failed));
                assert_eq!(
                    found,
                    [750, 1_500].map(Duration::from_micros),
                    "the backoff after failures 1 and 2, where the first is 750 µs"
                );
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
                            "the backoff of request {id} after failure {failed}: \
                             {millis} ms, and its jitter"
                        );
                    }
                }
            })
            .schedules(1)
        }),
        Rule::new("only_a_backoff_that_is_too_long_is_the_longest", || {
            on_every_schedule(|| {
                let jittery = policy(1, 50, any_error);
                for id in 1..=20 {
                    assert_eq!(
                        backoff(&jittery, id, 100),
                        Duration::MAX,
                        "the backoff of request {id} after failure 100, which is \
                         100 ms doubled 99 times, and its jitter"
                    );
                }
                let policy = policy(1, 0, any_error);
                let short = Policy {
                    backoff: Duration::from_micros(1),
                    ..policy
                };
                assert_eq!(
                    backoff(&short, 1, 41),
                    Duration::from_micros(1 << 40),
                    "the backoff after failure 41, which is 1 µs doubled 40 times: \
                     a `Duration` has room for it"
                );
                let none = Policy {
                    backoff: Duration::ZERO,
                    ..policy
                };
                assert_eq!(
                    backoff(&none, 1, 100),
                    Duration::ZERO,
                    "the backoff after failure 100, where the first is zero: it \
                     stays zero, however often it is doubled"
                );
            })
            .schedules(1)
        }),
    ]
}
