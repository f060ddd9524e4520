//! Wrong: the tasks are dealt out before they are done, one after the other.

use std::time::Duration;

use lab::channel::{Receiver, RecvTimeoutError};
use lab::sync::{Arc, Mutex};
use lab::time::Instant;
use lab::{channel, thread};
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
    // One lock around all figures: who holds it sees them belong together.
    let figures = Arc::new(Mutex::new(Snapshot::default()));
    let service = Arc::new(service);

    let mut hands = vec![Vec::new(); workers];
    for (place, task) in tasks.into_iter().enumerate() {
        hands[place % workers].push(task);
    }
    let workers: Vec<_> = hands
        .into_iter()
        .map(|tasks| {
            let figures = Arc::clone(&figures);
            let service = Arc::clone(&service);
            thread::spawn(move || {
                for task in tasks {
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
