//! What `retry_pool` promises, on every schedule.

mod attempts;
mod pauses;
mod workers;

use lab::time::{Duration, Instant};
use rules::{Rule, counted, scenario};
use workloads::job::PoolError;
use workloads::log::Log;
use workloads::retry::{Attempt, Outcome, Policy, Task, TaskError, tasks};

use super::subject;

pub fn rules() -> Vec<Rule> {
    let rules = [attempts::rules(), pauses::rules(), workers::rules()];
    rules.into_iter().flatten().collect()
}

fn policy(workers: usize, attempts: usize, pause: u64) -> Policy {
    Policy {
        workers,
        attempts,
        pause: Duration::from_millis(pause),
    }
}

/// With a boxed closure: what was written is compiled once for all rules.
fn retry_pool(
    policy: Policy,
    tasks: Vec<Task>,
    service: impl Fn(Task, usize) -> Result<u64, TaskError> + Send + Sync + 'static,
) -> Result<Vec<Outcome>, PoolError> {
    let service: Box<dyn Fn(Task, usize) -> Result<u64, TaskError> + Send + Sync> =
        Box::new(service);
    subject::retry_pool(policy, tasks, service)
}

fn pool(
    policy: Policy,
    tasks: Vec<Task>,
    service: impl Fn(Task, usize) -> Result<u64, TaskError> + Send + Sync + 'static,
) -> Vec<Outcome> {
    scenario(format_args!("{}, {policy:?}", counted(tasks.len(), "task")));
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

    /// An attempt at a task, numbered from 1, which there must have been.
    fn attempt(&self, task: u32, number: usize) -> Attempt {
        let calls = self.of(task);
        let Some(call) = calls.get(number - 1) else {
            panic!(
                "there was no attempt {number} at task {task}, only {}",
                calls.len()
            );
        };
        call.attempt
    }

    /// Wrong numbers spoil the results, too: they are looked at first.
    fn expect_numbers(&self, task: u32) {
        let calls = self.of(task);
        let numbers: Vec<_> = calls.iter().map(|call| call.number).collect();
        let expected: Vec<_> = (1..=calls.len()).collect();
        assert_eq!(
            numbers, expected,
            "how the attempts at task {task} were numbered"
        );
    }

    /// How often the service was called for each of the tasks 1 to `count`.
    fn calls(&self, count: u32) -> Vec<usize> {
        (1..=count).map(|task| self.of(task).len()).collect()
    }

    fn expect_pauses(&self, count: u32, pause: Duration) {
        for task in 1..=count {
            for two in self.of(task).windows(2) {
                assert_eq!(
                    two[1].attempt.began.saturating_sub(two[0].attempt.ended),
                    pause,
                    "the pause between attempts {} and {} at task {task}, with a \
                     worker free",
                    two[0].number,
                    two[1].number
                );
            }
        }
    }
}

/// Has `workers` do tasks of which task n succeeds at attempt `needs[n - 1]`.
fn expect_outcomes(workers: usize, attempts: usize, needs: &[usize]) {
    let script = Script::new(needs);
    let outcomes = script.run(policy(workers, attempts, 100));
    expect_ids(&outcomes, needs.len() as u32);
    for outcome in outcomes {
        let id = outcome.task;
        script.expect_numbers(id);
        let succeeds = needs[id as usize - 1] <= attempts;
        assert_eq!(
            outcome.result,
            answer(Task { id }, succeeds),
            "the result of task {id}, which succeeds at attempt {}; {attempts} are \
             allowed",
            needs[id as usize - 1]
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
