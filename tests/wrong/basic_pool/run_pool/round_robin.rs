//! Wrong: deals the jobs out in turn beforehand, so a worker may have nothing to
//! do while jobs wait in the queue of another.

use std::sync::Arc;

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
    let work = Arc::new(work);
    let mut hands = vec![Vec::new(); workers];
    for (turn, job) in jobs.into_iter().enumerate() {
        hands[turn % workers].push(job);
    }
    let handles: Vec<_> = hands
        .into_iter()
        .map(|hand| {
            let work = Arc::clone(&work);
            thread::spawn(move || {
                hand.into_iter().map(|job| work(job)).collect::<Vec<_>>()
            })
        })
        .collect();
    let results = handles
        .into_iter()
        .flat_map(|h| h.join().expect("no panic"));
    Ok(results.collect())
}
