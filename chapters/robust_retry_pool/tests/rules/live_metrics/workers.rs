//! Who works, and how many there are.

use lab::time::Duration;
use rules::{Rule, on_every_schedule, on_some_schedule};
use workloads::job::PoolError;
use workloads::retry::tasks;

use super::{Scenario, run_with_metrics};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                let every = Duration::from_millis(100);
                // Nobody is missed without tasks, but an error is promised.
                for count in [3, 0] {
                    let tasks = tasks(count);
                    let result =
                        run_with_metrics(0, tasks, every, |_| Ok(1), |_, _| ());
                    assert_eq!(
                        result,
                        Err(PoolError::NoWorkers),
                        "what a pool without workers returns for {count} tasks"
                    );
                }
            })
            .ends_at(Duration::ZERO)
        }),
        Rule::new("all_workers_work_at_the_same_time", || {
            on_some_schedule(
                "do three workers work at the same time",
                || Scenario::new(3, &[20; 4]).run().last.completed == 4,
                |figures| figures.peak_working == 3,
            )
            .schedules(100)
        }),
        Rule::new(
            "there_is_one_thread_a_worker_and_one_for_the_reports",
            || {
                on_every_schedule(|| drop(Scenario::new(3, &[80; 9]).run()))
                    .peak_threads(4)
                    .schedules(300)
            },
        ),
        Rule::new("nobody_polls", || {
            on_every_schedule(|| drop(Scenario::new(2, &[80; 4]).run()))
                .never_polls(5)
                .schedules(300)
        }),
    ]
}
