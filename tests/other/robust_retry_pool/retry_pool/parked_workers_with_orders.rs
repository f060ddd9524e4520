//! Right, and built otherwise: each worker is parked until it has an order of its own, and
//! the caller knows who is idle. All tasks are in one list, by when they are ready.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};

use lab::channel::RecvTimeoutError;
use lab::sync::{Arc, Mutex};
use lab::time::Instant;
use lab::{channel, thread};
use workloads::job::PoolError;
use workloads::retry::{Attempt, Outcome, Policy, Task, TaskError};

enum Order {
    Nothing,
    Do(Task, usize),
    Leave,
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
    let (tx, rx) = channel::unbounded();
    let crew: Vec<_> = (0..policy.workers)
        .map(|me| {
            let slot = Arc::new(Mutex::new(Order::Nothing));
            let (mine, tx, service) =
                (Arc::clone(&slot), tx.clone(), Arc::clone(&service));
            let thread = thread::spawn(move || {
                loop {
                    let order = std::mem::replace(
                        &mut *mine.lock().unwrap(),
                        Order::Nothing,
                    );
                    match order {
                        Order::Nothing => thread::park(),
                        Order::Leave => return,
                        Order::Do(task, number) => {
                            let began = start.elapsed();
                            let result = catch_unwind(AssertUnwindSafe(|| {
                                service(task, number)
                            }));
                            let ended = start.elapsed();
                            tx.send((me, result, Attempt { began, ended })).unwrap();
                        }
                    }
                }
            });
            (slot, thread)
        })
        .collect();
    let order = |who: usize, what: Order| {
        let (slot, thread) = &crew[who];
        *slot.lock().unwrap() = what;
        thread.thread().unpark();
    };
    let mut left = tasks.len();
    let mut done = Vec::new();
    let mut idle: Vec<usize> = (0..policy.workers).collect();
    let mut busy: Vec<Option<(Task, Vec<Attempt>)>> =
        (0..policy.workers).map(|_| None).collect();
    // (ready at, task)
    let mut queue: VecDeque<(Instant, Task, Vec<Attempt>)> =
        tasks.into_iter().map(|t| (start, t, Vec::new())).collect();
    while left > 0 {
        let mut wake = None;
        while let Some(&who) = idle.last() {
            let Some((at, ..)) = queue.front() else { break };
            if *at > Instant::now() {
                wake = Some(*at);
                break;
            }
            idle.pop();
            let (_, task, attempts) = queue.pop_front().unwrap();
            order(who, Order::Do(task, attempts.len() + 1));
            busy[who] = Some((task, attempts));
        }
        let news = match wake {
            Some(at) => rx.recv_deadline(at),
            None => rx.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let Ok((who, result, attempt)) = news else {
            continue;
        };
        idle.push(who);
        let (task, mut attempts) = busy[who].take().unwrap();
        attempts.push(attempt);
        let result = result.unwrap_or(Err(TaskError::Panicked));
        if result.is_ok() || attempts.len() >= policy.attempts.max(1) {
            left -= 1;
            done.push(Outcome {
                task: task.id,
                result,
                attempts,
            });
        } else {
            let due = start + attempt.ended + policy.pause;
            let place = queue.partition_point(|(at, ..)| *at <= due);
            queue.insert(place, (due, task, attempts));
        }
    }
    for who in 0..policy.workers {
        order(who, Order::Leave);
    }
    for (_, thread) in crew {
        thread.join().unwrap();
    }
    Ok(done)
}
