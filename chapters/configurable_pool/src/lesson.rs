//! The lesson: a pool as a type of its own, set up by a builder.

use lab::println;
use lab::time::Instant;
use workloads::pool::{BuildError, Job, Summary, jobs};

use crate::pool::WorkerPool;

/// Lets `workers` workers do `count` jobs, of which `queue` may wait.
///
/// # Errors
///
/// When the pool cannot be started.
pub fn run(
    workers: usize,
    queue: usize,
    name: &str,
    count: u32,
) -> Result<Summary, BuildError> {
    let jobs = jobs(count);
    println!("🚀 {workers} workers, a queue of {queue}, {count} jobs");
    let began = Instant::now();
    // ANCHOR: use
    let pool = WorkerPool::builder()
        .workers(workers)
        .queue(queue)
        .name(name)
        .build(Job::perform)?;

    let mut results = Vec::new();
    for job in jobs.clone() {
        println!("📋 job {} comes", job.id);
        pool.submit(job).expect("no worker panics");
        // Results wait in a queue without bound: better not to let it grow.
        results.extend(pool.results());
    }
    println!("🛑 stop: no more jobs");
    results.extend(pool.stop());
    println!("🏁 all workers have ended");
    // ANCHOR_END: use
    Ok(Summary::new(results, &jobs, began.elapsed()))
}
