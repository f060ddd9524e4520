//! How often a task is tried, and what its outcome tells of it.

use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule, scenario};
use workloads::retry::{Task, TaskError, tasks};

use super::{Script, answer, expect_ids, expect_outcomes, policy, pool, retry_pool};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("a_panic_of_the_last_attempt_is_the_outcome", || {
            on_every_schedule(|| {
                let service = |_, attempt| match attempt {
                    1 => Err(TaskError::Refused),
                    _ => panic!("the service panics"),
                };
                let outcomes = pool(policy(1, 2, 10), tasks(1), service);
                expect_ids(&outcomes, 1);
                assert_eq!(
                    outcomes[0].result,
                    Err(TaskError::Panicked),
                    "the outcome of a task that was refused first and panicked last"
                );
            })
            .schedules(50)
        }),
        Rule::new("each_task_gives_one_outcome", || {
            on_every_schedule(|| {
                // Task 1 succeeds at once, task 2 at its second attempt, and so on.
                expect_outcomes(3, 3, &[1, 2, 3, 4, 1, 2]);
                expect_outcomes(1, 3, &[3, 1, 4]);
                expect_outcomes(4, 2, &[2, 3]);
            })
            .schedules(1_500)
        }),
        Rule::new("more_tasks_than_a_queue_may_hold_are_no_problem", || {
            on_every_schedule(|| {
                expect_outcomes(2, 3, &[1; 300]);
                // All of them wait at the same time, and none occupies a worker.
                let began = Instant::now();
                let script = Script::new(&[2; 150]);
                expect_ids(&script.run(policy(3, 2, 10_000)), 150);
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(50 * 20 + 10_000 + 20),
                    "the time that three workers take for 150 tasks, each of which \
                     fails once: attempts take 20 ms, so all have failed after \
                     1 s, and each goes on 10 s after it failed"
                );
            })
            .at_exact_times()
            .schedules(24)
        }),
        Rule::new("tasks_and_pauses_that_take_no_time_are_no_problem", || {
            on_every_schedule(|| {
                let policy = policy(3, 3, 0);
                let service = |task: Task, attempt| answer(task, attempt == 2);
                let outcomes = pool(policy, tasks(6), service);
                expect_ids(&outcomes, 6);
                for outcome in outcomes {
                    assert_eq!(
                        outcome.attempts.len(),
                        2,
                        "how many attempts task {} has in its outcome, of which the \
                         second succeeds",
                        outcome.task
                    );
                }
            })
            .schedules(1_000)
        }),
        Rule::new(
            "a_task_is_tried_until_it_succeeds_and_no_more_than_allowed",
            || {
                on_every_schedule(|| {
                // What is needed for each task, and what is allowed: 0 counts as 1.
                for (allowed, calls) in [
                    (3, [1, 2, 3, 3]),
                    (1, [1; 4]),
                    (0, [1; 4]),
                    (5, [1, 2, 3, 5]),
                ] {
                    let script = Script::new(&[1, 2, 3, 9]);
                    let outcomes = script.run(policy(2, allowed, 100));
                    assert_eq!(
                        script.calls(4),
                        calls,
                        "attempts allowed: {allowed} (0 counts as 1); the tasks 1 to \
                         4 need 1, 2, 3 and 9: how often the service was called for \
                         each"
                    );
                    for outcome in outcomes {
                        let need = [1, 2, 3, 9][outcome.task as usize - 1];
                        assert_eq!(
                            outcome.result.is_ok(),
                            need <= allowed.max(1),
                            "whether task {} succeeded after {} attempts, of which \
                             {need} are needed",
                            outcome.task,
                            outcome.attempts.len()
                        );
                    }
                }
            })
            .schedules(500)
            },
        ),
        Rule::new("any_number_of_attempts_may_be_allowed", || {
            on_every_schedule(|| {
                let script = Script::new(&[4, 1]);
                drop(script.run(policy(2, usize::MAX, 100)));
                assert_eq!(
                    script.calls(2),
                    [4, 1],
                    "how often the service was called for task 1, which succeeds at \
                     the fourth attempt, and for task 2; the policy sets no limit"
                );
            })
            .schedules(20)
        }),
        Rule::new("attempts_are_numbered_from_1_and_recorded_in_order", || {
            on_every_schedule(|| {
                let mut script = Script::new(&[5, 9, 1, 2]);
                // No whole number of milliseconds, nor of microseconds.
                script.steps[3].1 += Duration::from_nanos(400_700);
                for outcome in script.run(policy(2, 5, 50)) {
                    let id = outcome.task;
                    script.expect_numbers(id);
                    let calls = script.of(id);
                    let made: Vec<_> = calls.iter().map(|c| c.attempt).collect();
                    assert_eq!(
                        outcome.attempts, made,
                        "the attempts at task {id} were made at other times than \
                         its outcome says"
                    );
                }
            })
            .at_exact_times()
            .schedules(500)
        }),
        Rule::new("attempts_are_measured_from_the_call_of_the_pool", || {
            on_every_schedule(|| {
                let script = Script::new(&[2, 1, 2]);
                for outcome in script.run(policy(2, 3, 50)) {
                    let calls = script.of(outcome.task);
                    for (said, call) in outcome.attempts.iter().zip(calls) {
                        let made = call.attempt;
                        // A worker may be held up around the call of the service.
                        assert!(
                            said.began <= made.began && said.ended >= made.ended,
                            "attempt {} at task {}: measured from the call of the \
                             pool the service worked from {:?} to {:?}, but the \
                             outcome says from {:?} to {:?}",
                            call.number,
                            outcome.task,
                            made.began,
                            made.ended,
                            said.began,
                            said.ended
                        );
                    }
                }
            })
            .schedules(300)
        }),
        Rule::new("the_outcome_is_that_of_the_last_attempt", || {
            on_every_schedule(|| {
                let service = |_, attempt| match attempt {
                    1 => panic!("the service panics"),
                    _ => Err(TaskError::Refused),
                };
                let outcomes = pool(policy(1, 2, 10), tasks(1), service);
                expect_ids(&outcomes, 1);
                assert_eq!(
                    outcomes[0].result,
                    Err(TaskError::Refused),
                    "the outcome of a task whose first attempt panics and whose \
                     last is refused"
                );
            })
            .schedules(50)
        }),
        Rule::new("numbers_of_tasks_are_no_places_in_a_list", || {
            on_every_schedule(|| {
                const LAST: u32 = u32::MAX;
                scenario(format_args!("two tasks, with the numbers {LAST} and 5"));
                let tasks = vec![Task { id: LAST }, Task { id: 5 }];
                let service = |task, attempt| answer(task, attempt == 2);
                let outcomes = retry_pool(policy(2, 3, 100), tasks, service);
                let outcomes = outcomes.expect("there are workers");
                let mut found: Vec<_> =
                    outcomes.iter().map(|o| (o.task, o.result)).collect();
                found.sort_by_key(|(task, _)| *task);
                assert_eq!(
                    found,
                    [(5, Ok(25)), (LAST, Ok(u64::from(LAST).pow(2)))],
                    "the outcomes of two tasks with the numbers {LAST} and 5, sorted \
                     (promised: one for each task, whatever its number is)"
                );
            })
            .schedules(100)
        }),
        Rule::new("no_tasks_give_no_outcomes", || {
            on_every_schedule(|| {
                let service = |task, _| answer(task, true);
                let result = retry_pool(policy(3, 3, 100), Vec::new(), service);
                assert_eq!(result, Ok(Vec::new()), "the outcomes of no tasks");
            })
            .ends_at(Duration::ZERO)
            .schedules(500)
        }),
    ]
}
