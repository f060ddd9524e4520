//! Who works, how many there are, and a service that panics.

use lab::time::Duration;
use rules::{Rule, on_every_schedule, on_some_schedule, scenario};
use workloads::job::PoolError;
use workloads::log::Log;
use workloads::retry::{Outcome, Task, TaskError, tasks};

use super::{Script, answer, expect_ids, expect_outcomes, policy, pool, retry_pool};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("a_panic_is_a_failed_attempt", || {
            on_every_schedule(|| {
                // Task 1 panics once, task 2 always, task 3 never.
                let service = |task: Task, attempt| {
                    lab::work(Duration::from_millis(20));
                    if task.id == 2 || (task.id == 1 && attempt == 1) {
                        panic!("the service panics");
                    }
                    answer(task, true)
                };
                for workers in [1, 2] {
                    let mut outcomes =
                        pool(policy(workers, 3, 50), tasks(3), service);
                    expect_ids(&outcomes, 3);
                    outcomes.sort_by_key(|outcome| outcome.task);
                    let of = |o: &Outcome| (o.result, o.attempts.len());
                    let found: Vec<_> = outcomes.iter().map(of).collect();
                    let expected =
                        [(Ok(1), 2), (Err(TaskError::Panicked), 3), (Ok(9), 1)];
                    assert_eq!(
                        found, expected,
                        "task 1 panics once, task 2 always, task 3 never: the \
                         result of each, and how many attempts it took"
                    );
                    let millis = Duration::from_millis;
                    for Outcome { task, attempts, .. } in &outcomes {
                        for attempt in attempts {
                            let took = attempt.ended.saturating_sub(attempt.began);
                            assert_eq!(
                                took,
                                millis(20),
                                "how long an attempt at task {task} lasted by its \
                                 outcome: each works for 20 ms, and may panic then"
                            );
                        }
                        for two in attempts.windows(2) {
                            let pause = two[1].began.saturating_sub(two[0].ended);
                            let is_long = pause >= millis(50);
                            assert!(
                                is_long,
                                "a task whose attempt panicked was tried again \
                                 after {pause:?}, and the pause is 50 ms"
                            );
                        }
                    }
                }
            })
            .peak_threads(3)
            // One worker, and then two; each time perhaps another thread.
            .threads_in_all(2 + 3)
            .at_exact_times()
            .schedules(500)
        }),
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                // Nobody is missed without tasks, but an error is promised.
                for count in [0, 3] {
                    scenario(format_args!("{count} tasks, no workers"));
                    let service = |task, _| answer(task, true);
                    let result =
                        retry_pool(policy(0, 3, 100), tasks(count), service);
                    assert_eq!(
                        result,
                        Err(PoolError::NoWorkers),
                        "what a pool without workers returns for {count} tasks"
                    );
                }
            })
        }),
        Rule::new("all_workers_work_at_the_same_time", || {
            on_some_schedule(
                "do six workers work at the same time",
                || {
                    expect_outcomes(6, 3, &[1, 1, 2, 1, 1, 1, 1]);
                    true
                },
                |figures| figures.peak_working == 6,
            )
            .schedules(200)
        }),
        Rule::new("every_thread_is_joined", || {
            on_every_schedule(|| expect_outcomes(3, 3, &[2, 1, 4]))
                .joins_every_thread()
                .schedules(50)
        }),
        Rule::new("there_is_one_thread_a_worker_and_at_most_one_more", || {
            on_every_schedule(|| expect_outcomes(3, 3, &[2, 2, 2, 2, 4, 4, 1, 1]))
                .peak_threads(4)
                .threads_in_all(4)
                .schedules(500)
        }),
        Rule::new("nobody_polls", || {
            on_every_schedule(|| {
                // Pauses and a task that take a minute: who looks now and then looks
                // often.
                let steps = [(3, 20), (1, 60_000), (2, 20)];
                let script = Script {
                    steps: steps.map(|s| (s.0, Duration::from_millis(s.1))).to_vec(),
                    calls: Log::default(),
                };
                expect_ids(&script.run(policy(2, 3, 60_000)), 3);
                // One of two workers has nothing to do, and no task has a pause.
                let script = Script {
                    steps: vec![(1, Duration::from_secs(60))],
                    calls: Log::default(),
                };
                expect_ids(&script.run(policy(2, 3, 60_000)), 1);
            })
            .never_polls(6)
            // They need about ten.
            .waits_at_most(
                30,
                "for a few attempts; wait for what is due next, or without a timeout",
            )
            .schedules(500)
        }),
    ]
}
