//! Wrong: each worker has its share of the jobs from the start.

use std::sync::Arc;

use lab::{channel, thread};
use workloads::job::{Job, JobResult, PoolError};

const QUEUE: usize = 10;

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
    let (results_tx, results_rx) = channel::bounded(QUEUE);
    let work = Arc::new(work);

    let share = jobs.len().div_ceil(workers).max(1);
    let workers: Vec<_> = jobs
        .chunks(share)
        .map(|jobs| {
            let jobs = jobs.to_vec();
            let results_tx = results_tx.clone();
            let work = Arc::clone(&work);
            thread::spawn(move || {
                for job in jobs {
                    if results_tx.send(work(job)).is_err() {
                        break;
                    }
                }
            })
        })
        .collect();
    drop(results_tx);

    let results = results_rx.iter().collect();
    for worker in workers {
        worker.join().expect("the work does not panic");
    }
    Ok(results)
}
