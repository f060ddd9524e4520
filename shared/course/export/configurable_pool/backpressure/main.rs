//! Submits jobs to a pool whose queue is full again and again.

use exercises::backpressure::BoundedPool;
use workloads::pool::{Job, show_backpressure};

fn main() {
    let (workers, queue, jobs) = (3, 2, 8);
    let work = |job: Job| {
        job.perform();
    };
    let pool =
        BoundedPool::start(workers, queue, work).expect("the workers start");
    let summary = show_backpressure(
        jobs,
        pool,
        BoundedPool::try_submit,
        BoundedPool::submit_timeout,
    );
    print!("{summary}");
}
