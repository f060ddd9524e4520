//! Right, and built otherwise: a ticker says when, and workers send what happens to
//! the one thread that counts. No lock is needed.

use std::time::Duration;

use lab::channel::select;
use lab::{channel, thread};
use workloads::job::PoolError;
use workloads::metrics::Snapshot;
use workloads::retry::{Task, TaskError};

enum Event {
    Began,
    Ended { succeeded: bool },
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
    let (tasks_tx, tasks_rx) = channel::unbounded();
    for task in tasks {
        tasks_tx.send(task).expect("it is open");
    }
    drop(tasks_tx);
    let (events_tx, events_rx) = channel::unbounded();
    let ticks = channel::tick(every);
    thread::scope(|scope| {
        for _ in 0..workers {
            let (tasks_rx, events_tx) = (tasks_rx.clone(), events_tx.clone());
            let service = &service;
            scope.spawn(move || {
                for task in tasks_rx {
                    let _ = events_tx.send(Event::Began);
                    let succeeded = service(task).is_ok();
                    let _ = events_tx.send(Event::Ended { succeeded });
                }
            });
        }
        drop(events_tx);
        let mut figures = Snapshot::default();
        let mut at = Duration::ZERO;
        loop {
            select! {
                recv(events_rx) -> event => match event {
                    Ok(Event::Began) => figures.in_progress += 1,
                    Ok(Event::Ended { succeeded }) => {
                        figures.in_progress -= 1;
                        figures.completed += 1;
                        match succeeded {
                            true => figures.succeeded += 1,
                            false => figures.failed += 1,
                        }
                    }
                    Err(_) => return Ok(figures),
                },
                recv(ticks) -> _ => {
                    at += every;
                    report(at, figures);
                }
            }
        }
    })
}
