//! Right, and built otherwise: nothing is queued. The caller offers the next task that is
//! ready, and hears at the same time of attempts and of pauses that are over.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};

use lab::channel::{self, select};
use lab::thread;
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
    let (jobs_tx, jobs_rx) = channel::bounded::<Job>(0);
    let (tried_tx, tried_rx) = channel::bounded(0);
    // Never received from: there is nothing to offer.
    let (nowhere, _nobody) = channel::bounded::<Job>(0);
    let service = &service;
    thread::scope(|scope| {
        for _ in 0..policy.workers {
            let (jobs, tried) = (jobs_rx.clone(), tried_tx.clone());
            scope.spawn(move || {
                for (task, mut attempts) in jobs {
                    let began = start.elapsed();
                    let call = || service(task, attempts.len() + 1);
                    let result = catch_unwind(AssertUnwindSafe(call))
                        .unwrap_or(Err(TaskError::Panicked));
                    let ended = start.elapsed();
                    attempts.push(Attempt { began, ended });
                    tried.send((task, attempts, result)).expect("it is heard");
                }
            });
        }
        let count = tasks.len();
        let mut ready: VecDeque<Job> =
            tasks.into_iter().map(|task| (task, Vec::new())).collect();
        let mut paused: VecDeque<(Instant, Job)> = VecDeque::new();
        let mut outcomes = Vec::new();
        while outcomes.len() < count {
            let due = match paused.front() {
                Some((due, _)) => channel::at(*due),
                None => channel::never(),
            };
            let (to, job) = match ready.front() {
                Some(job) => (&jobs_tx, job.clone()),
                None => (&nowhere, (Task { id: 0 }, Vec::new())),
            };
            select! {
                send(to, job) -> _ => drop(ready.pop_front()),
                recv(due) -> _ => ready.extend(paused.pop_front().map(|p| p.1)),
                recv(tried_rx) -> tried => {
                    let (task, attempts, result) = tried.expect("they try");
                    if result.is_err() && attempts.len() < policy.attempts {
                        let due = Instant::now() + policy.pause;
                        paused.push_back((due, (task, attempts)));
                    } else {
                        let task = task.id;
                        outcomes.push(Outcome { task, result, attempts });
                    }
                }
            }
        }
        drop(jobs_tx);
        Ok(outcomes)
    })
}
