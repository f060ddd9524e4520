//! Wrong: takes any end of a wait for the time of a report.

use std::time::Duration;

use lab::sync::{Condvar, Mutex};
use lab::thread;
use lab::time::Instant;
use workloads::job::PoolError;
use workloads::metrics::Snapshot;
use workloads::retry::{Task, TaskError};

pub fn run_with_metrics<S, R>(
    workers: usize,
    tasks: Vec<Task>,
    every: Duration,
    service: S,
    mut report: R,
) -> Result<Snapshot, PoolError>
where
    S: Fn(Task) -> Result<u64, TaskError> + Send + Sync + 'static,
    R: FnMut(Duration, Snapshot) + Send + 'static,
{
    if workers == 0 {
        return Err(PoolError::NoWorkers);
    }
    let count = tasks.len();
    let start = Instant::now();
    let tasks = Mutex::new(tasks.into_iter());
    let figures = Mutex::new(Snapshot::default());
    let done = Condvar::new();
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let task = tasks.lock().unwrap().next();
                    let Some(task) = task else { break };
                    figures.lock().unwrap().in_progress += 1;
                    let result = service(task);
                    let mut figures = figures.lock().unwrap();
                    figures.in_progress -= 1;
                    figures.completed += 1;
                    match result {
                        Ok(_) => figures.succeeded += 1,
                        Err(_) => figures.failed += 1,
                    }
                    if figures.completed == count {
                        done.notify_one();
                    }
                }
            });
        }
        scope.spawn(|| {
            for at in (1..).map(|tick| every * tick) {
                let wait = (start + at).saturating_duration_since(Instant::now());
                let figures = figures.lock().unwrap();
                let figures = if figures.completed < count {
                    done.wait_timeout(figures, wait).unwrap().0
                } else {
                    figures
                };
                if figures.completed == count {
                    break;
                }
                let snapshot = *figures;
                drop(figures);
                report(at, snapshot);
            }
        });
    });
    Ok(figures.into_inner().unwrap())
}
