//! Wrong: when several tasks are ready again at once, one worker is woken for all.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};

use lab::sync::{Condvar, Mutex};
use lab::thread;
use lab::time::Instant;
use workloads::job::PoolError;
use workloads::retry::{Attempt, Outcome, Policy, Task, TaskError};

struct Shared {
    jobs: Vec<(Task, Vec<Attempt>)>,
    ready: VecDeque<usize>,
    sleeping: BinaryHeap<Reverse<(Instant, usize, usize)>>,
    counter: usize,
    outcomes: Vec<Outcome>,
    over: bool,
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
    let total = tasks.len();
    let shared = Mutex::new(Shared {
        ready: (0..total).collect(),
        jobs: tasks.into_iter().map(|t| (t, Vec::new())).collect(),
        sleeping: BinaryHeap::new(),
        counter: 0,
        outcomes: Vec::new(),
        over: false,
    });
    let work = Condvar::new();
    let news = Condvar::new();
    thread::scope(|scope| {
        for _ in 0..policy.workers {
            scope.spawn(|| {
                let mut guard = shared.lock().unwrap();
                loop {
                    guard = work
                        .wait_while(guard, |s| s.ready.is_empty() && !s.over)
                        .unwrap();
                    let Some(job) = guard.ready.pop_front() else {
                        break;
                    };
                    let task = guard.jobs[job].0;
                    let number = guard.jobs[job].1.len() + 1;
                    drop(guard);
                    let began = start.elapsed();
                    let result = match catch_unwind(AssertUnwindSafe(|| {
                        service(task, number)
                    })) {
                        Ok(result) => result,
                        Err(_) => Err(TaskError::Panicked),
                    };
                    let now = Instant::now();
                    let ended = now.duration_since(start);
                    guard = shared.lock().unwrap();
                    guard.jobs[job].1.push(Attempt { began, ended });
                    if result.is_ok() || number >= policy.attempts {
                        let attempts = std::mem::take(&mut guard.jobs[job].1);
                        guard.outcomes.push(Outcome {
                            task: task.id,
                            result,
                            attempts,
                        });
                    } else {
                        let n = guard.counter;
                        guard.counter += 1;
                        guard.sleeping.push(Reverse((now + policy.pause, n, job)));
                    }
                    news.notify_one();
                }
            });
        }
        let mut guard = shared.lock().unwrap();
        while guard.outcomes.len() < total {
            let now = Instant::now();
            while let Some(&Reverse((due, _, job))) = guard.sleeping.peek() {
                if due > now {
                    break;
                }
                guard.sleeping.pop();
                guard.ready.push_back(job);
            }
            work.notify_one();
            guard = match guard.sleeping.peek() {
                Some(&Reverse((due, _, _))) => {
                    let left = due.saturating_duration_since(Instant::now());
                    news.wait_timeout(guard, left).unwrap().0
                }
                None => news.wait(guard).unwrap(),
            };
        }
        guard.over = true;
        drop(guard);
        work.notify_all();
    });
    Ok(shared.into_inner().unwrap().outcomes)
}
