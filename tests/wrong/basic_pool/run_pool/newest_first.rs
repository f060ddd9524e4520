//! Wrong: takes the jobs from the end of the list.

use std::sync::Arc;

use lab::sync::Mutex;
use lab::thread;
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
    let queue = Arc::new(Mutex::new(jobs));
    let results = Arc::new(Mutex::new(Vec::new()));
    let work = Arc::new(work);
    let workers: Vec<_> = (0..workers)
        .map(|_| {
            let (queue, results) = (Arc::clone(&queue), Arc::clone(&results));
            let work = Arc::clone(&work);
            thread::spawn(move || {
                loop {
                    // The guard goes at the end of this statement, not with the job.
                    let job = queue.lock().unwrap().pop();
                    let Some(job) = job else { break };
                    let result = work(job);
                    results.lock().unwrap().push(result);
                }
            })
        })
        .collect();
    for worker in workers {
        worker.join().expect("the work does not panic");
    }
    Ok(std::mem::take(&mut *results.lock().unwrap()))
}
