//! Wrong: `let _` keeps nothing, so the channel closes when all workers are started.

use std::time::Duration;

use lab::channel::{self, RecvTimeoutError};
use lab::sync::{Arc, Mutex};
use lab::thread;
use lab::time::Instant;
use workloads::job::PoolError;
use workloads::metrics::Snapshot;
use workloads::retry::{Task, TaskError};

fn sum(all: &[Mutex<Snapshot>]) -> Snapshot {
    let guards: Vec<_> = all.iter().map(|one| one.lock().unwrap()).collect();
    let mut sum = Snapshot::default();
    for one in guards {
        sum.completed += one.completed;
        sum.succeeded += one.succeeded;
        sum.failed += one.failed;
        sum.in_progress += one.in_progress;
    }
    sum
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
    let all: Arc<Vec<Mutex<Snapshot>>> = Arc::new(
        (0..workers)
            .map(|_| Mutex::new(Snapshot::default()))
            .collect(),
    );
    let tasks = Arc::new(Mutex::new(tasks.into_iter()));
    let service = Arc::new(service);
    // The workers hold the senders: it closes with the last of them.
    let (working, ended) = channel::bounded::<()>(0);
    let handles: Vec<_> = (0..workers)
        .map(|me| {
            let (all, tasks, service, working) = (
                Arc::clone(&all),
                Arc::clone(&tasks),
                Arc::clone(&service),
                working.clone(),
            );
            thread::spawn(move || {
                let _ = working;
                loop {
                    let Some(task) = tasks.lock().unwrap().next() else {
                        return;
                    };
                    all[me].lock().unwrap().in_progress = 1;
                    let result = service(task);
                    let mut mine = all[me].lock().unwrap();
                    mine.in_progress = 0;
                    mine.completed += 1;
                    match result {
                        Ok(_) => mine.succeeded += 1,
                        Err(_) => mine.failed += 1,
                    }
                }
            })
        })
        .collect();
    drop(working);
    let reported = Arc::clone(&all);
    let monitor = thread::spawn(move || {
        for tick in 1.. {
            match ended.recv_deadline(start + every * tick) {
                Err(RecvTimeoutError::Timeout) => {
                    report(every * tick, sum(&reported))
                }
                _ => break,
            }
        }
    });
    for handle in handles {
        handle.join().unwrap();
    }
    monitor.join().unwrap();
    Ok(sum(&all))
}
