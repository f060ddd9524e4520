//! Wrong: what the service answers is added up, where answers are to be counted.

use std::time::Duration;

use lab::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use lab::sync::{Arc, RwLock};
use lab::time::Instant;
use lab::{channel, select, thread};
use workloads::job::PoolError;
use workloads::metrics::Snapshot;
use workloads::retry::{Task, TaskError};

#[derive(Default)]
struct Counts {
    gate: RwLock<()>,
    next: AtomicUsize,
    ok: AtomicUsize,
    bad: AtomicUsize,
    busy: AtomicUsize,
}

impl Counts {
    fn snapshot(&self) -> Snapshot {
        let _alone = self.gate.write().unwrap();
        let (succeeded, failed) = (self.ok.load(SeqCst), self.bad.load(SeqCst));
        Snapshot {
            completed: succeeded + failed,
            succeeded,
            failed,
            in_progress: self.busy.load(SeqCst),
        }
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
    let counts = Arc::new(Counts::default());
    let tasks = Arc::new(tasks);
    let service = Arc::new(service);
    let threads: Vec<_> = (0..workers)
        .map(|_| {
            let (counts, tasks, service) = (
                Arc::clone(&counts),
                Arc::clone(&tasks),
                Arc::clone(&service),
            );
            thread::spawn(move || {
                while let Some(&task) = tasks.get(counts.next.fetch_add(1, SeqCst)) {
                    counts.busy.fetch_add(1, SeqCst);
                    let result = service(task);
                    let _gate = counts.gate.read().unwrap();
                    counts.busy.fetch_sub(1, SeqCst);
                    match result {
                        Ok(n) => counts.ok.fetch_add(n as usize, SeqCst),
                        Err(_) => counts.bad.fetch_add(1, SeqCst),
                    };
                }
            })
        })
        .collect();
    let (stop_tx, stop_rx) = channel::bounded::<()>(1);
    let monitor = {
        let counts = Arc::clone(&counts);
        thread::spawn(move || {
            let mut at = every;
            loop {
                select! {
                    recv(stop_rx) -> _ => return,
                    recv(channel::at(start + at)) -> _ => {
                        report(at, counts.snapshot());
                        at += every;
                    }
                }
            }
        })
    };
    for thread in threads {
        thread.join().unwrap();
    }
    stop_tx.send(()).unwrap();
    monitor.join().unwrap();
    Ok(counts.snapshot())
}
