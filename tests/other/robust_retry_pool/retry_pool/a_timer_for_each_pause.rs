//! Right, and built otherwise: each task that waits has a timer of its own, and the
//! caller waits for all of them and for the workers at once.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lab::channel::{self, Receiver, Select};
use lab::sync::Arc;
use lab::thread::Builder;
use lab::time::Instant;
use workloads::job::PoolError;
use workloads::retry::{Attempt, Outcome, Policy, Task, TaskError};

type Job = (Task, Vec<Attempt>);

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
    let count = tasks.len();
    let (ready, jobs) = channel::bounded::<Job>(count.max(1));
    let (tell, tried) =
        channel::bounded::<(Job, Result<u64, TaskError>)>(policy.workers);
    let service = Arc::new(service);
    let workers: Vec<_> = (1..=policy.workers)
        .map(|number| {
            let (jobs, tell, service) =
                (jobs.clone(), tell.clone(), Arc::clone(&service));
            Builder::new()
                .name(format!("worker {number}"))
                .spawn(move || {
                    while let Ok((task, mut attempts)) = jobs.recv() {
                        let began = start.elapsed();
                        let number = attempts.len() + 1;
                        let result = match catch_unwind(AssertUnwindSafe(|| {
                            service(task, number)
                        })) {
                            Ok(result) => result,
                            Err(_) => Err(TaskError::Panicked),
                        };
                        let ended = start.elapsed();
                        attempts.push(Attempt { began, ended });
                        tell.send(((task, attempts), result)).unwrap();
                    }
                })
                .unwrap()
        })
        .collect();
    for task in tasks {
        ready.send((task, Vec::new())).unwrap();
    }
    let mut outcomes = Vec::with_capacity(count);
    let mut paused: Vec<(Receiver<Instant>, Job)> = Vec::new();
    while outcomes.len() < count {
        let mut select = Select::new();
        for (due, _) in &paused {
            select.recv(due);
        }
        let told = select.recv(&tried);
        let operation = select.select();
        let index = operation.index();
        if index == told {
            let ((task, attempts), result) = operation.recv(&tried).unwrap();
            if result.is_err() && attempts.len() < policy.attempts {
                paused.push((channel::after(policy.pause), (task, attempts)));
            } else {
                outcomes.push(Outcome {
                    task: task.id,
                    result,
                    attempts,
                });
            }
        } else {
            operation.recv(&paused[index].0).unwrap();
            let (_, job) = paused.remove(index);
            ready.send(job).unwrap();
        }
    }
    drop(ready);
    for worker in workers {
        worker.join().unwrap();
    }
    Ok(outcomes)
}
