//! Wrong: takes from a list by filling the gap with its last task.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use lab::sync::{Condvar, Mutex};
use lab::thread;
use lab::time::Instant;
use workloads::job::PoolError;
use workloads::retry::{Attempt, Outcome, Policy, Task, TaskError};

#[derive(Default)]
struct State {
    ready: VecDeque<(Instant2, Task, Vec<Attempt>)>,
    left: usize,
    outcomes: Vec<Outcome>,
    waiting: Vec<(Instant2, Task, Vec<Attempt>)>,
}
type Instant2 = Option<Instant>;

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
    let left = tasks.len();
    let ready = tasks.into_iter().map(|t| (None, t, Vec::new())).collect();
    let shared = Arc::new((
        Mutex::new(State {
            ready,
            left,
            outcomes: Vec::new(),
            waiting: Vec::new(),
        }),
        Condvar::new(),
        service,
    ));
    let workers: Vec<_> = (0..policy.workers)
        .map(|_| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                let (lock, changed, service) = &*shared;
                let mut state = lock.lock().unwrap();
                loop {
                    if state.left == 0 {
                        return;
                    }
                    let due = state
                        .ready
                        .front()
                        .map(|r| r.0)
                        .or_else(|| state.waiting.iter().map(|r| r.0).min());
                    match due {
                        None => {
                            state = changed.wait(state).unwrap();
                            continue;
                        }
                        Some(Some(due)) => {
                            let now = Instant::now();
                            if due > now {
                                state = changed
                                    .wait_timeout(state, due - now)
                                    .unwrap()
                                    .0;
                                continue;
                            }
                        }
                        Some(None) => {}
                    }
                    let (_, task, mut attempts) = match state.ready.pop_front() {
                        Some(first) => first,
                        None => {
                            let now = Some(Instant::now());
                            let at = state
                                .waiting
                                .iter()
                                .position(|r| r.0 <= now)
                                .unwrap();
                            state.waiting.swap_remove(at)
                        }
                    };

                    drop(state);
                    let began = start.elapsed();
                    let number = attempts.len() + 1;
                    let result =
                        catch_unwind(AssertUnwindSafe(|| service(task, number)))
                            .unwrap_or(Err(TaskError::Panicked));
                    let ended = start.elapsed();
                    attempts.push(Attempt { began, ended });
                    state = lock.lock().unwrap();
                    if result.is_err() && attempts.len() < policy.attempts {
                        state.waiting.push((
                            Some(Instant::now() + policy.pause),
                            task,
                            attempts,
                        ));
                        changed.notify_one();
                    } else {
                        state.left -= 1;
                        state.outcomes.push(Outcome {
                            task: task.id,
                            result,
                            attempts,
                        });
                        if state.left == 0 {
                            changed.notify_all();
                        }
                    }
                }
            })
        })
        .collect();
    for w in workers {
        w.join().expect("caught");
    }
    let outcomes = std::mem::take(&mut shared.0.lock().unwrap().outcomes);
    Ok(outcomes)
}
