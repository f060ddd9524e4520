//! Who sends, how many there are, and when it ends.

use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule, on_some_schedule};
use workloads::http::{any_error, requests};
use workloads::job::PoolError;

use super::{Script, policy, simulate};

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
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                // Nobody is missed without requests, but an error is promised.
                for count in [3, 0] {
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
                    Script::new(&[&[200][..]; 10])
                        .run(policy(9, 0, any_error))
                        .len()
                        == 10
                },
                |figures| figures.peak_working == 9,
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
    ]
}
