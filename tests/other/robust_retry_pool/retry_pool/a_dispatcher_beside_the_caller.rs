//! Right, and built otherwise: a thread of its own has all tasks, fresh and failed, in
//! one heap by the time at which they are ready, and waits with `recv_deadline`; it
//! gives a task only to a worker who has asked. The caller collects the outcomes.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use lab::channel::{self, Receiver, RecvTimeoutError, Sender};
use lab::thread;
use lab::time::Instant;
use workloads::job::PoolError;
use workloads::retry::{Attempt, Outcome, Policy, Task, TaskError};

/// A task of the list, with the attempts that failed.
type Job = (Task, Vec<Attempt>);

enum Event {
    /// A worker has nothing to do, and listens to this.
    Free(Sender<Job>),
    Failed(Job),
    Done,
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
    let (events_tx, events_rx) = channel::unbounded();
    let (outcomes_tx, outcomes_rx) = channel::unbounded();
    let service = Arc::new(service);
    let mut threads = Vec::new();
    for _ in 0..policy.workers {
        let (events, outcomes) = (events_tx.clone(), outcomes_tx.clone());
        let service = Arc::clone(&service);
        threads.push(thread::spawn(move || {
            while let Some((task, mut attempts)) = ask(&events) {
                let began = start.elapsed();
                let call = || service(task, attempts.len() + 1);
                let caught = catch_unwind(AssertUnwindSafe(call));
                let result = caught.unwrap_or(Err(TaskError::Panicked));
                let ended = start.elapsed();
                attempts.push(Attempt { began, ended });
                if result.is_err() && attempts.len() < policy.attempts {
                    let _ = events.send(Event::Failed((task, attempts)));
                    continue;
                }
                let task = task.id;
                let outcome = Outcome {
                    task,
                    result,
                    attempts,
                };
                outcomes.send(outcome).expect("the caller collects");
                let _ = events.send(Event::Done);
            }
        }));
    }
    drop(events_tx);
    drop(outcomes_tx);
    threads.push(thread::spawn(move || {
        dispatch(start, policy, tasks, &events_rx);
    }));
    let outcomes = outcomes_rx.iter().collect();
    for thread in threads {
        thread.join().expect("the service's panics are caught");
    }
    Ok(outcomes)
}

/// The next task for a worker; `None` when there is nobody to ask any more.
fn ask(events: &Sender<Event>) -> Option<Job> {
    let (job_tx, job_rx) = channel::bounded(1);
    events.send(Event::Free(job_tx)).ok()?;
    job_rx.recv().ok()
}

fn dispatch(
    start: Instant,
    policy: Policy,
    tasks: Vec<Task>,
    events: &Receiver<Event>,
) {
    let mut left = tasks.len();
    // Who is ready first is next; of the same time, who came first.
    let mut jobs = Vec::new();
    let mut heap = BinaryHeap::new();
    for task in tasks {
        heap.push(Reverse((start, jobs.len())));
        jobs.push(Some((task, Vec::new())));
    }
    let mut free = Vec::new();
    while left > 0 {
        let next = heap.peek().map(|&Reverse((due, _))| due);
        let event = match next {
            Some(due) if !free.is_empty() => events.recv_deadline(due),
            _ => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match event {
            Ok(Event::Free(worker)) => free.push(worker),
            Ok(Event::Failed((task, attempts))) => {
                let due = attempts.last().map_or(start, |last: &Attempt| {
                    start + last.ended + policy.pause
                });
                heap.push(Reverse((due, jobs.len())));
                jobs.push(Some((task, attempts)));
            }
            Ok(Event::Done) => left -= 1,
            Err(RecvTimeoutError::Timeout) => {
                let worker: Option<Sender<Job>> = free.pop();
                let number = heap.pop().map(|Reverse((_, number))| number);
                let job = number.and_then(|number| jobs[number].take());
                if let (Some(worker), Some(job)) = (worker, job) {
                    worker.send(job).expect("it listens");
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
