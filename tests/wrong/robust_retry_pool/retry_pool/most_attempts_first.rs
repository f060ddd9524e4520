//! Wrong: of the tasks that are ready again, the one that was tried most is next.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};

use lab::sync::{Condvar, Mutex};
use lab::thread;
use lab::time::Instant;
use workloads::job::PoolError;
use workloads::retry::{Attempt, Outcome, Policy, Task, TaskError};

struct State {
    ready: VecDeque<(Task, Vec<Attempt>)>,
    /// In the order in which they are due: the pause is the same for all.
    paused: VecDeque<(Instant, Task, Vec<Attempt>)>,
    outstanding: usize,
    outcomes: Vec<Outcome>,
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
    let state = Mutex::new(State {
        outstanding: tasks.len(),
        ready: tasks.into_iter().map(|task| (task, Vec::new())).collect(),
        paused: VecDeque::new(),
        outcomes: Vec::new(),
    });
    let changed = Condvar::new();
    thread::scope(|scope| {
        for _ in 0..policy.workers {
            scope.spawn(|| {
                while let Some((task, mut attempts)) = next(&state, &changed) {
                    let began = start.elapsed();
                    let call = || service(task, attempts.len() + 1);
                    let result = catch_unwind(AssertUnwindSafe(call))
                        .unwrap_or(Err(TaskError::Panicked));
                    let ended = start.elapsed();
                    attempts.push(Attempt { began, ended });
                    let mut state = state.lock().unwrap();
                    if result.is_err() && attempts.len() < policy.attempts {
                        let due = Instant::now() + policy.pause;
                        state.paused.push_back((due, task, attempts));
                    } else {
                        state.outstanding -= 1;
                        let task = task.id;
                        state.outcomes.push(Outcome {
                            task,
                            result,
                            attempts,
                        });
                    }
                    changed.notify_all();
                }
            });
        }
    });
    Ok(state.into_inner().unwrap().outcomes)
}

/// The next task, waiting for it if need be; `None` when none is outstanding.
fn next(state: &Mutex<State>, changed: &Condvar) -> Option<(Task, Vec<Attempt>)> {
    let mut state = state.lock().unwrap();
    loop {
        let now = Instant::now();
        while let Some((due, ..)) = state.paused.front()
            && *due <= now
            && let Some((_, task, attempts)) = state.paused.pop_front()
        {
            state.ready.push_back((task, attempts));
        }
        let first = if state.ready.iter().any(|r| r.1.is_empty()) {
            Some(0)
        } else {
            (0..state.ready.len())
                .min_by_key(|&i| usize::MAX - state.ready[i].1.len())
        };
        if let Some(next) = first.and_then(|i| state.ready.remove(i)) {
            return Some(next);
        }
        if state.outstanding == 0 {
            return None;
        }
        state = match state.paused.front() {
            None => changed.wait(state).unwrap(),
            Some((due, ..)) => {
                let wait = due.saturating_duration_since(now);
                changed.wait_timeout(state, wait).unwrap().0
            }
        };
    }
}
