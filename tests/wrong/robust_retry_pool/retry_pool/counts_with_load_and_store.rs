//! Wrong: two workers read the same count, and one of their outcomes is not counted.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lab::sync::atomic::{AtomicUsize, Ordering};
use lab::sync::{Arc, Mutex};
use lab::time::Instant;
use lab::{channel, thread};
use workloads::job::PoolError;
use workloads::retry::{Attempt, Outcome, Policy, Task, TaskError};

type Outstanding = (Task, Vec<Attempt>);

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
    let (ready_tx, ready_rx) = channel::unbounded::<Option<Outstanding>>();
    let (paused_tx, paused_rx) = channel::unbounded::<(Instant, Outstanding)>();
    let outstanding = AtomicUsize::new(tasks.len());
    let outcomes = Arc::new(Mutex::new(Vec::new()));
    if tasks.is_empty() {
        return Ok(Vec::new());
    }
    for task in tasks {
        ready_tx.send(Some((task, Vec::new()))).expect("it is open");
    }
    thread::scope(|scope| {
        for _ in 0..policy.workers {
            let (ready_tx, ready_rx) = (ready_tx.clone(), ready_rx.clone());
            let paused_tx = paused_tx.clone();
            let (service, outcomes) = (&service, &outcomes);
            let outstanding = &outstanding;
            scope.spawn(move || {
                while let Ok(Some((task, mut attempts))) = ready_rx.recv() {
                    let began = start.elapsed();
                    let call = || service(task, attempts.len() + 1);
                    let result = catch_unwind(AssertUnwindSafe(call))
                        .unwrap_or(Err(TaskError::Panicked));
                    let ended = start.elapsed();
                    attempts.push(Attempt { began, ended });
                    if result.is_err() && attempts.len() < policy.attempts {
                        let due = start + ended + policy.pause;
                        let _ = paused_tx.send((due, (task, attempts)));
                        continue;
                    }
                    let task = task.id;
                    outcomes.lock().unwrap().push(Outcome {
                        task,
                        result,
                        attempts,
                    });
                    let left = outstanding.load(Ordering::SeqCst) - 1;
                    outstanding.store(left, Ordering::SeqCst);
                    if left == 0 {
                        for _ in 0..policy.workers {
                            let _ = ready_tx.send(None);
                        }
                    }
                }
            });
        }
        drop(paused_tx);
        // This thread keeps the time: who failed first is due first.
        for (due, outstanding) in paused_rx {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            let _ = ready_tx.send(Some(outstanding));
        }
    });
    let outcomes = std::mem::take(&mut *outcomes.lock().unwrap());
    Ok(outcomes)
}
