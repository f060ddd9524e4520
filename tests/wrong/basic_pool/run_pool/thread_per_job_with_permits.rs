//! Wrong: a thread for each job, as many at once as there should be workers.

use std::sync::Arc;

use lab::{channel, thread};
use workloads::job::{Job, JobResult, PoolError};

/// Lets `workers` threads do all `jobs` and returns one result for each, in any
/// order. A free worker takes the oldest job that nobody has taken yet. `work` does
/// not panic.
///
/// Returns when every job is done and every worker has ended. Besides the workers
/// it may start one more thread.
///
/// # Errors
///
/// [`PoolError::NoWorkers`] when `workers` is 0.
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
    let (give_back, permits) = channel::bounded(workers);
    for _ in 0..workers {
        give_back.send(()).expect("the receiver is here");
    }
    let work = Arc::new(work);
    let mut threads = Vec::new();
    for job in jobs {
        permits.recv().expect("a sender is here");
        let (work, give_back) = (Arc::clone(&work), give_back.clone());
        threads.push(thread::spawn(move || {
            let result = work(job);
            give_back.send(()).expect("the receiver is here");
            result
        }));
    }
    let results = threads.into_iter().map(|thread| thread.join());
    Ok(results
        .map(|done| done.expect("the work does not panic"))
        .collect())
}
