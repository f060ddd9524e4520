//! Who works, and how many there are.

use rules::{Rule, on_every_schedule, on_some_schedule};

use super::Scenario;

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("all_workers_work_at_the_same_time", || {
            on_some_schedule(
                "do three workers work at the same time",
                || {
                    drop(Scenario::new(3, &[20; 4]).run());
                    true
                },
                |figures| figures.peak_working == 3,
            )
            .schedules(100)
        }),
        Rule::new("every_thread_is_joined", || {
            on_every_schedule(|| drop(Scenario::new(3, &[80; 4]).run()))
                .joins_every_thread()
                .schedules(50)
        }),
        Rule::new(
            "there_is_one_thread_a_worker_and_one_for_the_reports",
            || {
                on_every_schedule(|| drop(Scenario::new(3, &[80; 9]).run()))
                    .peak_threads(4)
                    .threads_in_all(4)
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
