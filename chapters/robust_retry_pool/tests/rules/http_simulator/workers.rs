//! Who sends, how many there are, and when it ends.

use lab::sync::atomic::{AtomicBool, Ordering::Relaxed};
use lab::time::{Duration, Instant};
use rules::{Check, Rule, on_every_schedule, on_some_schedule, scenario};
use workloads::http::{Policy, any_error, requests};
use workloads::job::PoolError;

use super::{Script, WAIT, policy, simulate};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("the_simulation_ends_with_its_last_outcome", || {
            on_every_schedule(|| {
                let began = Instant::now();
                drop(Script::new(&[&[500; 3]]).run(policy(3, 0, any_error)));
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(360),
                    "when the simulation of a request ended that fails three times: \
                     3 × 20 ms of sending, and 100 and 200 ms between"
                );
                let began = Instant::now();
                let none = Script::new(&[]).run(policy(3, 0, any_error));
                assert_eq!(none, [], "the outcomes of no requests");
                assert_eq!(
                    began.elapsed(),
                    Duration::ZERO,
                    "the time that a simulation of no requests takes"
                );
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("many_requests_hold_up_no_retry", || {
            on_every_schedule(|| {
                let began = Instant::now();
                let mut policy = policy(1, 0, any_error);
                policy.backoff = Duration::from_millis(200);
                let is_first = AtomicBool::new(true);
                let server = move |_, _| {
                    lab::work(Duration::from_millis(1));
                    if is_first.swap(false, Relaxed) {
                        500
                    } else {
                        200
                    }
                };
                let outcomes = simulate(policy, requests(7, 300), server);
                assert_eq!(
                    outcomes.map(|outcomes| outcomes.len()),
                    Ok(300),
                    "how many outcomes there are of 300 requests"
                );
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(301),
                    "the time in all, for one worker and 300 requests of 1 ms each; \
                     the first one fails at 1 ms and is ready again 200 ms later, \
                     long before the others are done"
                );
            })
            .at_exact_times()
            .schedules(5)
        }),
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                // Nobody is missed without requests, but an error is promised.
                for count in [0, 3] {
                    scenario(format_args!("{count} requests, no workers"));
                    let policy = policy(0, 0, any_error);
                    let result = simulate(policy, requests(1, count), |_, _| 200);
                    assert_eq!(
                        result,
                        Err(PoolError::NoWorkers),
                        "what a simulation without workers returns for {count} \
                         requests"
                    );
                }
            })
        }),
        Rule::new("all_workers_send_at_the_same_time", || {
            on_some_schedule(
                "do nine workers send at the same time",
                || {
                    let script = Script::new(&[&[200][..]; 10]);
                    drop(script.run(policy(9, 0, any_error)));
                    true
                },
                |figures| figures.peak_working == 9,
            )
            .schedules(100)
        }),
        Rule::new("every_thread_is_joined", || {
            on_every_schedule(|| {
                let codes = [&[500, 200][..]; 4];
                drop(Script::new(&codes).run(policy(3, 20, any_error)));
            })
            .joins_every_thread()
            .schedules(50)
        }),
        Rule::new("there_is_one_thread_a_worker_and_at_most_one_more", || {
            on_every_schedule(|| {
                let codes = [&[500, 200][..]; 8];
                drop(Script::new(&codes).run(policy(3, 20, any_error)));
            })
            .peak_threads(4)
            .schedules(300)
        }),
        Rule::new("nobody_polls", || waits_are_few(200)),
        Rule::new("nobody_looks_once_in_a_while", || waits_are_few(60_000)),
    ]
}

/// Sends two requests, of which one fails twice while the other takes `millis`, as
/// its backoff does: who looks now and then looks often.
fn waits_are_few(millis: u64) -> Check {
    on_every_schedule(move || {
        let mut script = Script::new(&[&[500, 500, 200], &[200]]);
        script.millis = vec![20, millis];
        let backoff = Duration::from_millis(millis);
        let policy = policy(2, 0, any_error);
        drop(script.run(Policy { backoff, ..policy }));
        // One of two workers has nothing to do, and no request has a backoff.
        let mut script = Script::new(&[&[200]]);
        script.millis = vec![millis];
        drop(script.run(policy));
    })
    .never_polls(6)
    // They need about ten.
    .waits_at_most(30, WAIT)
    .schedules(150)
}
