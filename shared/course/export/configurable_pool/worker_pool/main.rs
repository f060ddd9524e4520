//! Lets a pool do a few jobs.

use exercises::worker_pool::WorkerPool;
use workloads::pool::{Job, show_worker_pool};

fn main() {
    let jobs = 8;
    let pool = WorkerPool::builder().workers(3).queue(10).name("worker");
    let pool = pool.build(Job::perform).expect("the workers start");
    let summary = show_worker_pool(
        jobs,
        pool,
        WorkerPool::submit,
        WorkerPool::next_outcome,
        WorkerPool::shutdown,
    );
    print!("{summary}");
}
