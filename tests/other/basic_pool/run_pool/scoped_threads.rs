//! Right, and built otherwise: scoped threads, and unbounded channels that are
//! filled before anyone starts.

use lab::{channel, thread};
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
    let (jobs_tx, jobs_rx) = channel::unbounded();
    for job in jobs {
        jobs_tx.send(job).expect("this thread holds a receiver");
    }
    drop(jobs_tx);
    thread::scope(|scope| {
        let handles: Vec<_> = (0..workers)
            .map(|_| scope.spawn(|| jobs_rx.iter().map(&work).collect::<Vec<_>>()))
            .collect();
        let results = handles.into_iter().map(|handle| handle.join());
        Ok(results.flat_map(|done| done.expect("no panic")).collect())
    })
}
