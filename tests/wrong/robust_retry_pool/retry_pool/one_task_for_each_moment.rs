//! Wrong: of two tasks that are due at the same moment, one takes the place of the other.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use lab::channel::{Receiver, Sender, select};
use lab::time::Instant;
use lab::{channel, thread};
use workloads::job::PoolError;
use workloads::retry::{Attempt, Outcome, Policy, Task, TaskError};

/// A task without an outcome, and its attempts so far.
struct Outstanding {
    task: Task,
    attempts: Vec<Attempt>,
}

/// What a worker says about an attempt.
type Tried = (Outstanding, Result<u64, TaskError>);

/// Lets `policy.workers` threads do all `tasks` and returns one outcome for each,
/// in any order.
///
/// A worker calls `service(task, attempt)`; the first attempt is number 1. When the
/// service panics, the attempt has failed with [`TaskError::Panicked`], and the
/// worker goes on. A task whose attempt has failed waits for `policy.pause`, then it
/// is ready again, until `policy.attempts` have failed. The waiting occupies no
/// worker: a free worker takes the task that has been ready for longest.
///
/// Returns when every task has its outcome and every worker has ended. Besides the
/// workers it may start one more thread. Who has to wait sleeps: nobody asks again
/// and again.
///
/// # Errors
///
/// [`PoolError::NoWorkers`] when `policy.workers` is 0.
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
    let (ready_tx, ready_rx) = channel::unbounded::<Outstanding>();
    let (tried_tx, tried_rx) = channel::unbounded();
    let service = Arc::new(service);

    let workers: Vec<_> = (0..policy.workers)
        .map(|_| {
            let ready_rx = ready_rx.clone();
            let tried_tx = tried_tx.clone();
            let service = Arc::clone(&service);
            thread::spawn(move || {
                for mut outstanding in ready_rx {
                    let attempt = outstanding.attempts.len() + 1;
                    let began = start.elapsed();
                    let call = || service(outstanding.task, attempt);
                    // The service is shared, but the pool has no state that a
                    // panic in it could leave half done.
                    let result = catch_unwind(AssertUnwindSafe(call))
                        .unwrap_or(Err(TaskError::Panicked));
                    let ended = start.elapsed();
                    outstanding.attempts.push(Attempt { began, ended });
                    if tried_tx.send((outstanding, result)).is_err() {
                        break;
                    }
                }
            })
        })
        .collect();
    drop(ready_rx);
    drop(tried_tx);

    let outcomes = dispatch(policy, tasks, &ready_tx, &tried_rx);
    // Nothing is outstanding, so nothing can become ready: the workers may go.
    drop(ready_tx);
    for worker in workers {
        worker.join().expect("the service's panics are caught");
    }
    Ok(outcomes)
}

/// Makes tasks ready, the failed ones again after the pause, until each has its
/// outcome.
fn dispatch(
    policy: Policy,
    tasks: Vec<Task>,
    ready: &Sender<Outstanding>,
    tried: &Receiver<Tried>,
) -> Vec<Outcome> {
    let mut left = tasks.len();
    for task in tasks {
        let attempts = Vec::new();
        let outstanding = Outstanding { task, attempts };
        ready.send(outstanding).expect("the workers receive");
    }

    let mut outcomes = Vec::new();
    // By the time at which they are due; ids tell those of the same time apart.
    let mut paused: BTreeMap<Instant, Outstanding> = BTreeMap::new();
    while left > 0 {
        let next_due = match paused.first_key_value() {
            Some((&due, _)) => channel::at(due),
            None => channel::never(),
        };
        select! {
            recv(tried) -> message => {
                let (Outstanding { task, attempts }, result) =
                    message.expect("the workers send");
                if result.is_err() && attempts.len() < policy.attempts {
                    let due = Instant::now() + policy.pause;
                    paused.insert(due, Outstanding { task, attempts });
                } else {
                    left -= 1;
                    outcomes.push(Outcome { task: task.id, result, attempts });
                }
            }
            recv(next_due) -> _ => {
                if let Some((_, task)) = paused.pop_first() {
                    ready.send(task).expect("the workers receive");
                }
            }
        }
    }
    outcomes
}
