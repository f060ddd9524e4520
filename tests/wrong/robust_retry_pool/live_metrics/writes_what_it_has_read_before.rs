//! Wrong: figures are read under one lock, and written under the next.

use std::time::Duration;

use lab::channel;
use lab::sync::atomic::{AtomicBool, Ordering};
use lab::sync::{Arc, RwLock};
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
    let start = Instant::now();
    let figures = Arc::new(RwLock::new(Snapshot::default()));
    let service = Arc::new(service);
    let over = Arc::new(AtomicBool::new(false));
    let (tx, rx) = channel::bounded::<Task>(2);
    let mut handles = Vec::new();
    for _ in 0..workers {
        let (rx, figures, service) =
            (rx.clone(), Arc::clone(&figures), Arc::clone(&service));
        handles.push(thread::spawn(move || {
            while let Ok(task) = rx.recv() {
                figures.write().unwrap().in_progress += 1;
                let ok = service(task).is_ok();
                let mut f = *figures.read().unwrap();
                f.in_progress -= 1;
                f.completed += 1;
                if ok {
                    f.succeeded += 1
                } else {
                    f.failed += 1
                }
                *figures.write().unwrap() = f;
            }
        }));
    }
    drop(rx);
    let monitor = {
        let (figures, over) = (Arc::clone(&figures), Arc::clone(&over));
        thread::spawn(move || {
            let mut at = every;
            loop {
                while !over.load(Ordering::SeqCst) && start.elapsed() < at {
                    thread::park_timeout(at.saturating_sub(start.elapsed()));
                }
                if over.load(Ordering::SeqCst) {
                    break;
                }
                let snapshot = *figures.read().unwrap();
                report(at, snapshot);
                at += every;
            }
        })
    };
    for task in tasks {
        tx.send(task).unwrap();
    }
    drop(tx);
    for handle in handles {
        handle.join().unwrap();
    }
    over.store(true, Ordering::SeqCst);
    monitor.thread().unpark();
    monitor.join().unwrap();
    let last = *figures.read().unwrap();
    Ok(last)
}
