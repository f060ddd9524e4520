//! The lesson: tasks that fail are tried again, the waiting occupies no worker,
//! and the pool ends because outstanding tasks are counted.

use std::collections::BTreeMap;

use lab::channel::{Receiver, Sender, select};
use lab::println;
use lab::time::Instant;
use lab::{channel, thread};
use workloads::retry::{
    Attempt, Flaky, Outcome, Policy, Summary, Task, TaskError, tasks,
};

/// A task without an outcome, and its attempts so far.
struct Outstanding {
    task: Task,
    attempts: Vec<Attempt>,
}

/// What a worker says about an attempt.
type Tried = (Outstanding, Result<u64, TaskError>);

/// Lets the workers of `policy` do `count` tasks with a `service` that may fail.
pub fn run(policy: Policy, service: Flaky, count: u32) -> Summary {
    let Policy {
        workers, attempts, ..
    } = policy;
    println!("🚀 {workers} workers, {count} tasks, {attempts} attempts at most");
    let began = Instant::now();
    // No task is in a queue twice, so there is no need for another bound.
    let (ready_tx, ready_rx) = channel::unbounded();
    let (tried_tx, tried_rx) = channel::unbounded();

    let workers: Vec<_> = (1..=workers)
        .map(|id| {
            let ready_rx = ready_rx.clone();
            let tried_tx = tried_tx.clone();
            thread::Builder::new()
                .name(format!("worker {id}"))
                .spawn(move || worker(id, began, service, &ready_rx, &tried_tx))
                .expect("the system has no thread left")
        })
        .collect();
    drop(ready_rx);
    drop(tried_tx);

    let outcomes = dispatch(policy, count, &ready_tx, &tried_rx);
    // Nothing is outstanding, so nothing can become ready: the workers may go.
    drop(ready_tx);
    for worker in workers {
        worker.join().expect("the workers do not panic");
    }
    Summary::new(outcomes, began.elapsed())
}

/// Makes tasks ready, the failed ones again after the pause, until each has its
/// outcome.
fn dispatch(
    policy: Policy,
    count: u32,
    ready: &Sender<Outstanding>,
    tried: &Receiver<Tried>,
) -> Vec<Outcome> {
    for task in tasks(count) {
        println!("📋 task {} submitted", task.id);
        let attempts = Vec::new();
        let task = Outstanding { task, attempts };
        ready.send(task).expect("the workers wait for tasks");
    }

    // ANCHOR: dispatch
    let mut outcomes = Vec::new();
    // By the time at which they are due; ids tell those of the same time apart.
    let mut paused: BTreeMap<(Instant, u32), Outstanding> = BTreeMap::new();
    // Neither an empty queue nor idle workers mean the end: a task may be paused.
    // Tasks without an outcome are counted, here by what is missing.
    while outcomes.len() < count as usize {
        let next_due = match paused.first_key_value() {
            Some((&(due, _), _)) => channel::at(due),
            None => channel::never(),
        };
        select! {
            recv(tried) -> message => {
                let (task, result) = message.expect("the workers are there");
                let id = task.task.id;
                let so_far = task.attempts.len();
                if result.is_err() && so_far < policy.attempts {
                    paused.insert((Instant::now() + policy.pause, id), task);
                    continue;
                }
                if result.is_err() {
                    println!("❌ task {id} is given up after {so_far} attempts");
                }
                let attempts = task.attempts;
                outcomes.push(Outcome { task: id, result, attempts });
            }
            recv(next_due) -> _ => {
                if let Some((_, task)) = paused.pop_first() {
                    println!("📋 task {} is ready again", task.task.id);
                    ready.send(task).expect("the workers wait for tasks");
                }
            }
        }
    }
    // ANCHOR_END: dispatch
    println!("🏁 every task has its outcome");
    outcomes
}

// ANCHOR: worker
fn worker(
    id: usize,
    start: Instant,
    service: Flaky,
    ready: &Receiver<Outstanding>,
    tried: &Sender<Tried>,
) {
    let mut handled = 0;
    for mut task in ready {
        let number = task.task.id;
        let attempt = task.attempts.len() + 1;
        println!("👷 worker {id} takes task {number}, attempt {attempt}");
        let began = start.elapsed();
        let result = service.serve(task.task, attempt);
        let ended = start.elapsed();
        match result {
            Ok(_) => println!(
                "✅ worker {id} finished task {number}, attempt {attempt}, after {} ms",
                (ended - began).as_millis()
            ),
            Err(_) => println!(
                "⚠️ worker {id} failed at task {number}, attempt {attempt}, after {} ms",
                (ended - began).as_millis()
            ),
        }
        task.attempts.push(Attempt { began, ended });
        handled += 1;
        if tried.send((task, result)).is_err() {
            break;
        }
    }
    println!("🏁 worker {id} ends; tasks handled, with retries: {handled}");
}
// ANCHOR_END: worker
