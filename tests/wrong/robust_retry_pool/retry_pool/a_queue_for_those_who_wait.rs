//! Wrong: those who wait are in a queue with 64 places, and who finds it full waits, too.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lab::channel::{Receiver, Sender};
use lab::sync::Arc;
use lab::time::Instant;
use lab::{channel, thread};
use workloads::job::PoolError;
use workloads::retry::{Attempt, Outcome, Policy, Task, TaskError};

type Job = (Task, Vec<Attempt>);

fn sleeper(naps: Receiver<(Instant, Job)>, ready: Sender<Option<Job>>) {
    for (due, job) in naps {
        thread::sleep(due.saturating_duration_since(Instant::now()));
        ready.send(Some(job)).unwrap();
    }
}

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
    let service = Arc::new(service);
    let count = tasks.len();
    let (ready_tx, ready_rx) = channel::unbounded::<Option<Job>>();
    let (naps_tx, naps_rx) = channel::bounded(64);
    let (out_tx, out_rx) = channel::unbounded();
    let mut threads = Vec::new();
    {
        let ready_tx = ready_tx.clone();
        threads.push(thread::spawn(move || sleeper(naps_rx, ready_tx)));
    }
    for task in tasks {
        ready_tx.send(Some((task, Vec::new()))).unwrap();
    }
    for _ in 0..policy.workers {
        let (ready_rx, naps_tx, out_tx) =
            (ready_rx.clone(), naps_tx.clone(), out_tx.clone());
        let service = Arc::clone(&service);
        threads.push(thread::spawn(move || {
            while let Ok(Some((task, mut attempts))) = ready_rx.recv() {
                let began = start.elapsed();
                let result = catch_unwind(AssertUnwindSafe(|| {
                    service(task, attempts.len() + 1)
                }))
                .unwrap_or(Err(TaskError::Panicked));
                let ended = start.elapsed();
                attempts.push(Attempt { began, ended });
                if result.is_err() && attempts.len() < policy.attempts {
                    let due = start + ended + policy.pause;
                    naps_tx.send((due, (task, attempts))).unwrap();
                } else {
                    out_tx
                        .send(Outcome {
                            task: task.id,
                            result,
                            attempts,
                        })
                        .unwrap();
                }
            }
        }));
    }
    drop((naps_tx, out_tx));
    let outcomes: Vec<_> = out_rx.iter().take(count).collect();
    for _ in 0..policy.workers {
        ready_tx.send(None).unwrap();
    }
    for thread in threads {
        thread.join().unwrap();
    }
    Ok(outcomes)
}
