//! Wrong: a thread for every job, whatever the number of workers.

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
    let handles: Vec<_> = jobs
        .into_iter()
        .map(|job| {
            let work = Arc::clone(&work);
            thread::spawn(move || work(job))
        })
        .collect();
    let results = handles.into_iter().map(|h| h.join().expect("no panic"));
    Ok(results.collect())
}
