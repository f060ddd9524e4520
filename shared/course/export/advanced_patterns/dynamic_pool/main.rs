//! Feeds a pool that grows and shrinks.

use std::time::Duration;

use exercises::dynamic_pool::DynamicPool;
use workloads::scaling::{Scaling, Task, feed};

fn main() {
    let tasks = 60;
    let scaling = Scaling {
        min: 1,
        max: 5,
        queue: 20,
        crowded: 80,
        idle: Duration::from_secs(3),
        every: Duration::from_secs(5),
    };
    let pool = DynamicPool::new(scaling, Task::process)
        .expect("these limits are possible");
    feed(tasks, |task| pool.submit(task));
    print!("{}", pool.finish());
}
