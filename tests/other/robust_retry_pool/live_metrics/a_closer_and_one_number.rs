//! Right, and built otherwise: this thread reports, another one waits for the
//! workers, and all figures are in one atomic number.

use std::collections::VecDeque;
use std::time::Duration;

use lab::channel::{self, TryRecvError, select};
use lab::sync::atomic::{AtomicU64, Ordering::SeqCst};
use lab::sync::{Arc, Mutex};
use lab::thread;
use lab::time::Instant;
use workloads::job::PoolError;
use workloads::metrics::Snapshot;
use workloads::retry::{Task, TaskError};

/// What a task adds in its 21 bits.
const SUCCEEDED: u64 = 1;
const FAILED: u64 = 1 << 21;
const IN_PROGRESS: u64 = 1 << 42;

fn snapshot(all: &AtomicU64) -> Snapshot {
    let all = all.load(SeqCst);
    let count = |one: u64| (all / one % FAILED) as usize;
    Snapshot {
        completed: count(SUCCEEDED) + count(FAILED),
        succeeded: count(SUCCEEDED),
        failed: count(FAILED),
        in_progress: count(IN_PROGRESS),
    }
}

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
    let start = Instant::now();
    let all = Arc::new(AtomicU64::new(0));
    let service = Arc::new(service);
    let tasks = Arc::new(Mutex::new(VecDeque::from(tasks)));
    let mut handles = Vec::new();
    for _ in 0..workers {
        let (all, service, tasks) =
            (Arc::clone(&all), Arc::clone(&service), Arc::clone(&tasks));
        handles.push(thread::spawn(move || {
            loop {
                let Some(task) = tasks.lock().unwrap().pop_front() else {
                    break;
                };
                all.fetch_add(IN_PROGRESS, SeqCst);
                let done = match service(task) {
                    Ok(_) => SUCCEEDED,
                    Err(_) => FAILED,
                };
                all.fetch_sub(IN_PROGRESS - done, SeqCst);
            }
        }));
    }
    let (done_tx, done) = channel::bounded::<()>(1);
    let closer = thread::spawn(move || {
        for handle in handles {
            handle.join().unwrap();
        }
        drop(done_tx);
    });
    let mut at = every;
    loop {
        select! {
            recv(done) -> _ => break,
            recv(channel::at(start + at)) -> _ => {
                if done.try_recv() == Err(TryRecvError::Disconnected) {
                    break;
                }
                report(at, snapshot(&all));
                at += every;
            }
        }
    }
    closer.join().unwrap();
    Ok(snapshot(&all))
}
