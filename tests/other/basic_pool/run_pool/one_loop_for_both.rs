//! Right, and built otherwise: one loop submits and collects, whatever is possible,
//! and each worker ends at a message of its own.

use lab::channel::{self, select};
use lab::sync::Arc;
use lab::thread;
use workloads::job::{Job, JobResult, PoolError};

pub fn run_pool<W>(
    workers: usize,
    jobs: Vec<Job>,
    work: W,
) -> Result<Vec<JobResult>, PoolError>
where
    W: Fn(Job) -> JobResult + Send + Sync + 'static,
{
    if workers == 0 {
        return Err(PoolError::NoWorkers);
    }
    let (jobs_tx, jobs_rx) = channel::bounded::<Option<Job>>(10);
    let (results_tx, results_rx) = channel::bounded(10);
    let work = Arc::new(work);
    let handles: Vec<_> = (0..workers)
        .map(|_| {
            let (jobs_rx, results_tx) = (jobs_rx.clone(), results_tx.clone());
            let work = Arc::clone(&work);
            thread::spawn(move || {
                while let Ok(Some(job)) = jobs_rx.recv() {
                    results_tx.send(work(job)).expect("main collects");
                }
            })
        })
        .collect();
    drop(results_tx);

    let ends = (0..workers).map(|_| None);
    let mut results = Vec::new();
    for message in jobs.into_iter().map(Some).chain(ends) {
        loop {
            select! {
                send(jobs_tx, message.clone()) -> sent => {
                    sent.expect("main holds a receiver");
                    break;
                }
                recv(results_rx) -> result => {
                    // Closed only when all workers have had their last message.
                    results.extend(result);
                }
            }
        }
    }
    results.extend(results_rx);
    for handle in handles {
        handle.join().expect("no panic");
    }
    Ok(results)
}
