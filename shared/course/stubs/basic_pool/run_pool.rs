//! Exercise: the pool of the lesson, for any work.
//!
//! Use `lab::channel` and `lab::thread`: a thread, channel, lock or clock of
//! the standard library is invisible to the lab, and its rules will not hold.

use workloads::job::{Job, JobResult, PoolError};

/// Lets `workers` threads do all `jobs` and returns one result for each, in any
/// order. A free worker takes the oldest job that nobody has taken yet.
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
    todo!("start the workers, hand out the jobs and collect one result for each")
}
