//! What `retry_pool` promises, on every schedule.

use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule, on_some_schedule};
use workloads::job::PoolError;
use workloads::log::Log;
use workloads::retry::{Attempt, Outcome, Policy, Task, TaskError, tasks};

use super::subject::retry_pool;

pub fn rules() -> Vec<Rule> {
    vec![
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
                expect_outcomes(3, 2, &[2; 50]);
            })
            .schedules(24)
        }),
        Rule::new("tasks_and_pauses_that_take_no_time_are_no_problem", || {
            on_every_schedule(|| {
                let policy = policy(3, 3, 0);
                let service = |task: Task, attempt| answer(task, attempt == 2);
                let outcomes = pool(policy, tasks(6), service);
                expect_ids(&outcomes, 6);
                let twice = |outcome: &Outcome| outcome.attempts.len() == 2;
                assert!(outcomes.iter().all(twice), "two attempts are needed");
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
                        "{allowed} attempts are allowed; the tasks 1 to 4 need 1, 2, \
                         3 and 9 : how often the service was called for each"
                    );
                    for outcome in outcomes {
                        let need = [1, 2, 3, 9][outcome.task as usize - 1];
                        assert_eq!(
                            outcome.result.is_ok(),
                            need <= allowed.max(1),
                            "the outcome of task {} after {} attempts, of which \
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
        Rule::new("attempts_are_numbered_from_1_and_recorded_in_order", || {
            on_every_schedule(|| {
                let script = Script::new(&[3, 9, 1, 2]);
                for outcome in script.run(policy(2, 3, 50)) {
                    let id = outcome.task;
                    let calls = script.of(id);
                    let numbers: Vec<_> = calls.iter().map(|c| c.number).collect();
                    let expected: Vec<_> = (1..=calls.len()).collect();
                    assert_eq!(
                        numbers, expected,
                        "how the attempts at task {id} were numbered"
                    );
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
        Rule::new("a_task_waits_for_the_pause_before_each_retry", || {
            on_every_schedule(|| {
                for micros in [100_000, 30_000, 1_500] {
                    // A worker is free whenever a retry is due.
                    let script = Script::new(&[3, 2, 9]);
                    let pause = Duration::from_micros(micros);
                    let policy = policy(3, 3, 0);
                    drop(script.run(Policy { pause, ..policy }));
                    script.expect_pauses(3, pause);
                }
            })
            .at_exact_times()
            .schedules(500)
        }),
        Rule::new("a_waiting_task_occupies_no_worker", || {
            on_every_schedule(|| {
                // Task 1 fails at 10 ms and is due at 110 ms, when task 3 keeps the
                // only worker busy; task 4 has been ready for longer.
                expect_order(
                    &[(1, 2, 10), (2, 1, 60), (3, 1, 60), (4, 1, 60)],
                    &[(1, 0), (2, 10), (3, 70), (4, 130), (1, 190)],
                );
                // Both wait at the same time, and task 2 for nobody else.
                expect_order(
                    &[(1, 2, 20), (2, 3, 10)],
                    &[(1, 0), (2, 20), (1, 120), (2, 140), (2, 250)],
                );
            })
            .at_exact_times()
            .schedules(500)
        }),
        Rule::new("pauses_of_several_tasks_pass_at_the_same_time", || {
            on_every_schedule(|| {
                let began = Instant::now();
                expect_outcomes(4, 3, &[3, 3, 3, 3]);
                // Three attempts of 20 ms, and two pauses of 100 ms.
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(260),
                    "4 workers with 4 tasks of 20 ms that need 3 attempts each"
                );
            })
            .at_exact_times()
            .schedules(500)
        }),
        Rule::new("the_pool_ends_with_its_last_outcome", || {
            on_every_schedule(|| {
                let began = Instant::now();
                drop(Script::new(&[9, 1]).run(policy(2, 2, 100)));
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(140),
                    "after two attempts of 20 ms, and one pause of 100 ms between \
                     them, nothing is left to wait for"
                );
            })
            .at_exact_times()
            .schedules(200)
        }),
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
                    assert_eq!(found, expected, "results, and numbers of attempts");
                    let millis = Duration::from_millis;
                    for Outcome { task, attempts, .. } in &outcomes {
                        for attempt in attempts {
                            let took = attempt.ended - attempt.began;
                            assert_eq!(
                                took,
                                millis(20),
                                "an attempt at task {task}"
                            );
                        }
                        for two in attempts.windows(2) {
                            let pause = two[1].began - two[0].ended;
                            let is_long = pause >= millis(50);
                            assert!(is_long, "{pause:?} after a panic, not 50 ms");
                        }
                    }
                }
            })
            .peak_threads(3)
            .at_exact_times()
            .schedules(500)
        }),
        Rule::new("the_outcome_is_that_of_the_last_attempt", || {
            on_every_schedule(|| {
                let service = |_, attempt| match attempt {
                    1 => panic!("the service panics"),
                    _ => Err(TaskError::Refused),
                };
                let outcomes = pool(policy(1, 2, 10), tasks(1), service);
                assert_eq!(
                    outcomes[0].result,
                    Err(TaskError::Refused),
                    "the first attempt panics, the last one is refused"
                );
            })
            .schedules(50)
        }),
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                let service = |task, _| answer(task, true);
                let result = retry_pool(policy(0, 3, 100), tasks(3), service);
                assert_eq!(
                    result,
                    Err(PoolError::NoWorkers),
                    "a pool without workers"
                );
            })
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
        Rule::new("there_is_one_thread_a_worker_and_at_most_one_more", || {
            on_every_schedule(|| expect_outcomes(3, 3, &[2, 2, 2, 2, 4, 4, 1, 1]))
                .peak_threads(4)
                .schedules(500)
        }),
        Rule::new("nobody_polls", || {
            on_every_schedule(|| expect_outcomes(2, 3, &[3, 1, 2]))
                .never_polls(6)
                .schedules(500)
        }),
    ]
}

fn policy(workers: usize, attempts: usize, pause: u64) -> Policy {
    Policy {
        workers,
        attempts,
        pause: Duration::from_millis(pause),
    }
}

fn pool<S>(policy: Policy, tasks: Vec<Task>, service: S) -> Vec<Outcome>
where
    S: Fn(Task, usize) -> Result<u64, TaskError> + Send + Sync + 'static,
{
    retry_pool(policy, tasks, service).expect("there are workers")
}

fn answer(task: Task, succeeds: bool) -> Result<u64, TaskError> {
    match succeeds {
        true => Ok(u64::from(task.id).pow(2)),
        false => Err(TaskError::Refused),
    }
}

/// Which attempt at each task succeeds, how long each of its attempts takes, and
/// the calls of the service so far.
#[derive(Clone)]
struct Script {
    steps: Vec<(usize, Duration)>,
    calls: Log<Call>,
}

#[derive(Clone, Copy)]
struct Call {
    task: u32,
    number: usize,
    attempt: Attempt,
}

impl Script {
    /// Attempt `needs[n]` at task n + 1 succeeds. An attempt takes 20 ms.
    fn new(needs: &[usize]) -> Script {
        let steps = needs.iter().map(|&need| (need, Duration::from_millis(20)));
        Script {
            steps: steps.collect(),
            calls: Log::default(),
        }
    }

    fn run(&self, policy: Policy) -> Vec<Outcome> {
        let script = self.clone();
        let start = Instant::now();
        let service = move |task: Task, number| {
            let (need, duration) = script.steps[task.id as usize - 1];
            let began = start.elapsed();
            lab::work(duration);
            let ended = start.elapsed();
            let attempt = Attempt { began, ended };
            script.calls.note(Call {
                task: task.id,
                number,
                attempt,
            });
            answer(task, number == need)
        };
        pool(policy, tasks(self.steps.len() as u32), service)
    }

    /// The calls for one task.
    fn of(&self, task: u32) -> Vec<Call> {
        let calls = self.calls.all().into_iter();
        calls.filter(|call| call.task == task).collect()
    }

    /// How often the service was called for each of the tasks 1 to `count`.
    fn calls(&self, count: u32) -> Vec<usize> {
        (1..=count).map(|task| self.of(task).len()).collect()
    }

    fn expect_pauses(&self, count: u32, pause: Duration) {
        for task in 1..=count {
            for two in self.of(task).windows(2) {
                assert_eq!(
                    two[1].attempt.began - two[0].attempt.ended,
                    pause,
                    "between attempts {} and {} at task {task}, with a worker free",
                    two[0].number,
                    two[1].number
                );
            }
        }
    }
}

/// Has `workers` do tasks of which task n succeeds at attempt `needs[n - 1]`.
fn expect_outcomes(workers: usize, attempts: usize, needs: &[usize]) {
    let outcomes = Script::new(needs).run(policy(workers, attempts, 100));
    expect_ids(&outcomes, needs.len() as u32);
    for outcome in outcomes {
        let id = outcome.task;
        let succeeds = needs[id as usize - 1] <= attempts;
        assert_eq!(
            outcome.result,
            answer(Task { id }, succeeds),
            "the outcome of task {id}"
        );
    }
}

fn expect_ids(outcomes: &[Outcome], count: u32) {
    let mut ids: Vec<_> = outcomes.iter().map(|outcome| outcome.task).collect();
    ids.sort_unstable();
    assert_eq!(
        ids,
        (1..=count).collect::<Vec<_>>(),
        "not exactly one outcome a task (their ids, sorted)"
    );
}

/// Has one worker do tasks, each with its number, the attempt that succeeds and the
/// milliseconds an attempt takes, and expects these calls: task, and when it began.
fn expect_order(steps: &[(u32, usize, u64)], expected: &[(u32, u64)]) {
    let steps = steps.iter();
    let script = Script {
        steps: steps.map(|s| (s.1, Duration::from_millis(s.2))).collect(),
        calls: Log::default(),
    };
    drop(script.run(policy(1, 3, 100)));
    let calls = script.calls.all().into_iter();
    let calls = calls.map(|c| (c.task, c.attempt.began.as_millis() as u64));
    assert_eq!(
        calls.collect::<Vec<_>>(),
        expected,
        "which tasks the only worker took, and when"
    );
}
