//! Exercise: the pool of the lesson, for any work.
//!
//! Threads, channels, locks and clocks are in `lab::{thread, channel, sync, time}`.
//! The standard library's are invisible to it, and the rules cannot hold with them.
//! The types that it is given are in `shared/workloads/src/job.rs`.

use workloads::job::{Job, JobResult, PoolError};

/// Lets `workers` threads do all `jobs` and returns one result for each, in any
/// order. A free worker takes the oldest job that nobody has taken yet. `work` does
/// not panic.
///
/// Returns when every job is done and every worker has ended. Besides the workers
/// it may start one more thread. Who has to wait sleeps: nobody asks again and again.
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
