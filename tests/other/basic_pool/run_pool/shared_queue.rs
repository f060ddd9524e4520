//! Right, and built otherwise: no channel, but a queue behind a mutex.

use std::collections::VecDeque;

use lab::sync::{Arc, Mutex};
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
    let queue = Arc::new(Mutex::new(VecDeque::from(jobs)));
    let results = Arc::new(Mutex::new(Vec::new()));
    let work = Arc::new(work);
    let handles: Vec<_> = (0..workers)
        .map(|_| {
            let (queue, results) = (Arc::clone(&queue), Arc::clone(&results));
            let work = Arc::clone(&work);
            thread::spawn(move || {
                loop {
                    // The guard goes at the end of this statement, not with the job.
                    let job = queue.lock().unwrap().pop_front();
                    let Some(job) = job else { break };
                    let result = work(job);
                    results.lock().unwrap().push(result);
                }
            })
        })
        .collect();
    for handle in handles {
        handle.join().expect("no panic");
    }
    Ok(std::mem::take(&mut *results.lock().unwrap()))
}
