//! Wrong: a thread is started for each report.

use std::time::Duration;

use lab::channel::{self, select};
use lab::sync::{Arc, Mutex};
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
    report: R,
) -> Result<Snapshot, PoolError>
where
    S: Fn(Task) -> Result<u64, TaskError> + Send + Sync + 'static,
    R: FnMut(Duration, Snapshot) + Send + 'static,
{
    if workers == 0 {
        return Err(PoolError::NoWorkers);
    }
    let start = Instant::now();
    let (tasks_tx, tasks_rx) = channel::unbounded();
    for task in tasks {
        tasks_tx.send(task).expect("this thread holds a receiver");
    }
    drop(tasks_tx);
    let figures = Arc::new(Mutex::new(Snapshot::default()));
    let service = Arc::new(service);
    let report = Arc::new(Mutex::new(report));
    let (working, ended) = channel::bounded::<()>(0);
    let mut handles: Vec<_> = (0..workers)
        .map(|_| {
            let tasks_rx = tasks_rx.clone();
            let figures = Arc::clone(&figures);
            let service = Arc::clone(&service);
            let working = working.clone();
            thread::spawn(move || {
                for task in tasks_rx {
                    figures.lock().unwrap().in_progress += 1;
                    let result = service(task);
                    let mut figures = figures.lock().unwrap();
                    figures.in_progress -= 1;
                    figures.completed += 1;
                    match result {
                        Ok(_) => figures.succeeded += 1,
                        Err(_) => figures.failed += 1,
                    }
                }
                drop(working);
            })
        })
        .collect();
    drop(working);
    let mut at = every;
    let mut last: Option<thread::JoinHandle<()>> = None;
    loop {
        select! {
            recv(ended) -> _ => break,
            recv(channel::at(start + at)) -> _ => {
                if let Some(last) = last.take() { last.join().unwrap(); }
                let snapshot = *figures.lock().unwrap();
                let report = Arc::clone(&report);
                last = Some(thread::spawn(move || (report.lock().unwrap())(at, snapshot)));
                at += every;
            }
        }
    }
    handles.extend(last);
    for handle in handles {
        handle.join().unwrap();
    }
    let figures = *figures.lock().unwrap();
    Ok(figures)
}
