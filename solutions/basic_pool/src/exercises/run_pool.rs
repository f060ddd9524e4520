//! Exercise: the pool of the lesson, for any work.

use std::sync::Arc;

use lab::{channel, thread};
use workloads::job::{Job, JobResult, PoolError};

/// How many jobs, and how many results, may wait.
const QUEUE: usize = 10;

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
    if workers == 0 {
        return Err(PoolError::NoWorkers);
    }
    let (jobs_tx, jobs_rx) = channel::bounded::<Job>(QUEUE);
    let (results_tx, results_rx) = channel::bounded(QUEUE);
    let work = Arc::new(work);

    let workers: Vec<_> = (0..workers)
        .map(|_| {
            let jobs_rx = jobs_rx.clone();
            let results_tx = results_tx.clone();
            let work = Arc::clone(&work);
            thread::spawn(move || {
                for job in jobs_rx {
                    if results_tx.send(work(job)).is_err() {
                        break;
                    }
                }
            })
        })
        .collect();
    // From here on the results close when the last worker ends.
    drop(jobs_rx);
    drop(results_tx);

    // Submits while the results are collected below: both queues are bounded.
    let submitter = thread::spawn(move || {
        for job in jobs {
            if jobs_tx.send(job).is_err() {
                break;
            }
        }
    });

    let results = results_rx.iter().collect();
    submitter.join().expect("the submitter does not panic");
    for worker in workers {
        worker.join().expect("the work does not panic");
    }
    Ok(results)
}
