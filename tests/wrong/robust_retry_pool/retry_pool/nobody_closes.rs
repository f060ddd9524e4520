//! Wrong: a worker puts its failed task back itself, so each of them holds a sender
//! of tasks; who waits for the results waits for the workers, and these for the
//! tasks to close.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use lab::time::Instant;
use lab::{channel, thread};
use workloads::job::PoolError;
use workloads::retry::{Attempt, Outcome, Policy, Task, TaskError};

pub fn retry_pool<S>(
    policy: Policy,
    tasks: Vec<Task>,
    service: S,
) -> Result<Vec<Outcome>, PoolError>
where
    S: Fn(Task, usize) -> Result<u64, TaskError> + Send + Sync + 'static,
{
    if policy.workers == 0 {
        return Err(PoolError::NoWorkers);
    }
    let start = Instant::now();
    let (tasks_tx, tasks_rx) = channel::unbounded::<(Task, Vec<Attempt>)>();
    let (outcomes_tx, outcomes_rx) = channel::unbounded();
    let service = Arc::new(service);
    for task in tasks {
        tasks_tx.send((task, Vec::new())).expect("it is open");
    }
    let workers: Vec<_> = (0..policy.workers)
        .map(|_| {
            let (tasks_tx, tasks_rx) = (tasks_tx.clone(), tasks_rx.clone());
            let outcomes_tx = outcomes_tx.clone();
            let service = Arc::clone(&service);
            thread::spawn(move || {
                for (task, mut attempts) in tasks_rx {
                    let began = start.elapsed();
                    let call = || service(task, attempts.len() + 1);
                    let result = catch_unwind(AssertUnwindSafe(call))
                        .unwrap_or(Err(TaskError::Panicked));
                    let ended = start.elapsed();
                    attempts.push(Attempt { began, ended });
                    if result.is_err() && attempts.len() < policy.attempts {
                        let tasks_tx = tasks_tx.clone();
                        thread::spawn(move || {
                            thread::sleep(policy.pause);
                            let _ = tasks_tx.send((task, attempts));
                        });
                        continue;
                    }
                    let task = task.id;
                    let outcome = Outcome {
                        task,
                        result,
                        attempts,
                    };
                    if outcomes_tx.send(outcome).is_err() {
                        break;
                    }
                }
            })
        })
        .collect();
    drop(outcomes_tx);
    let outcomes = outcomes_rx.iter().collect();
    drop(tasks_tx);
    for worker in workers {
        worker.join().expect("the service's panics are caught");
    }
    Ok(outcomes)
}
