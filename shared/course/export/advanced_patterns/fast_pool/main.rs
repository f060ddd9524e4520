//! Feeds a pool a million empty jobs.

use exercises::fast_pool::BoundedPool;
use workloads::batching::{demonstrate, work};

fn main() {
    let (workers, queue, jobs) = (2, 16_384, 1_000_000);
    let pool =
        BoundedPool::start(workers, queue, work).expect("there are workers");
    print!("{}", demonstrate(jobs, pool, BoundedPool::submit));
}
