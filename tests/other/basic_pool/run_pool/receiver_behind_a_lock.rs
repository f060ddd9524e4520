//! Right, and built otherwise: the receiver of the jobs is not cloned, but shared
//! behind a lock, which is held while waiting for a job and not while doing it.

use lab::sync::{Arc, Mutex};
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
    let (jobs_tx, jobs_rx) = channel::bounded::<Job>(10);
    let (results_tx, results_rx) = channel::unbounded();
    let shared = Arc::new((Mutex::new(jobs_rx), work));
    let handles: Vec<_> = (0..workers)
        .map(|_| {
            let (shared, results_tx) = (Arc::clone(&shared), results_tx.clone());
            thread::spawn(move || {
                let (jobs_rx, work) = &*shared;
                loop {
                    // The guard goes at the end of this statement.
                    let job = jobs_rx.lock().unwrap().recv();
                    let Ok(job) = job else { break };
                    results_tx.send(work(job)).expect("main collects");
                }
            })
        })
        .collect();
    drop(results_tx);
    for job in jobs {
        jobs_tx.send(job).expect("the workers receive");
    }
    drop(jobs_tx);
    for handle in handles {
        handle.join().expect("no panic");
    }
    Ok(results_rx.iter().collect())
}
