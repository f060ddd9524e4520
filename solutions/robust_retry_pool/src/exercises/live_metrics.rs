//! Exercise: a pool that reports its figures while it works.

use std::time::Duration;

use lab::channel::{Receiver, RecvTimeoutError};
use lab::sync::{Arc, Mutex};
use lab::time::Instant;
use lab::{channel, thread};
use workloads::job::PoolError;
use workloads::metrics::Snapshot;
use workloads::retry::{Task, TaskError};

/// Lets `workers` threads do all `tasks`, each once, and returns the final figures.
/// A free worker takes the oldest task that nobody has taken yet.
///
/// While they work, another thread calls `report(at, snapshot)` at every multiple
/// of `every` after the start, however long the reports themselves take, as long
/// as one is over before the next is due. `every` is longer than zero and shorter than
/// a year. The figures of a snapshot belong together: all are those of one moment, and
/// completed = succeeded + failed. A task is in progress from before the call of
/// `service` until it counts as completed.
///
/// Returns as soon as every task is done, and every thread has ended: at most a
/// report that is being made is waited for. Besides the workers it may start one
/// more thread. Neither `service` nor `report` panics. Who has to wait sleeps: nobody
/// asks again and again.
///
/// # Errors
///
/// [`PoolError::NoWorkers`] when `workers` is 0.
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
    // One lock around all figures: who holds it sees them belong together.
    let figures = Arc::new(Mutex::new(Snapshot::default()));
    let service = Arc::new(service);

    let workers: Vec<_> = (0..workers)
        .map(|_| {
            let tasks_rx = tasks_rx.clone();
            let figures = Arc::clone(&figures);
            let service = Arc::clone(&service);
            thread::spawn(move || {
                for task in tasks_rx {
                    figures.lock().unwrap().in_progress += 1;
                    // Without the lock, or the workers would take turns.
                    let result = service(task);
                    let mut figures = figures.lock().unwrap();
                    figures.in_progress -= 1;
                    figures.completed += 1;
                    match result {
                        Ok(_) => figures.succeeded += 1,
                        Err(_) => figures.failed += 1,
                    }
                }
            })
        })
        .collect();

    // Nothing is ever sent: that it closes is the message.
    let (working, ended) = channel::bounded(0);
    let monitor = {
        let figures = Arc::clone(&figures);
        thread::spawn(move || monitor(start, every, &figures, &ended, report))
    };
    for worker in workers {
        worker.join().expect("the service does not panic");
    }
    drop(working);
    monitor.join().expect("the report does not panic");
    let figures = *figures.lock().unwrap();
    Ok(figures)
}

/// Reports at every multiple of `every` until `ended` is closed.
fn monitor(
    start: Instant,
    every: Duration,
    figures: &Mutex<Snapshot>,
    ended: &Receiver<()>,
    mut report: impl FnMut(Duration, Snapshot),
) {
    // Counted from the start: a pause from one report to the next would add up
    // the time that the reports take.
    let mut at = every;
    while ended.recv_deadline(start + at) == Err(RecvTimeoutError::Timeout) {
        let snapshot = *figures.lock().unwrap();
        report(at, snapshot);
        at += every;
    }
}
