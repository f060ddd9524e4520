use std::time::Duration;

use super::exercises::dynamic_pool::DynamicPool;
use workloads::scaling::{Scaling, Task};

#[test]
fn dynamic_pool_grows_and_does_every_task() {
    let scaling = Scaling {
        min: 1,
        max: 4,
        queue: 5,
        crowded: 80,
        idle: Duration::from_millis(20),
        every: Duration::from_millis(5),
    };
    let pool = DynamicPool::new(scaling, Task::process);
    let pool = pool.expect("these limits are possible");
    for id in 1..=40 {
        pool.submit(Task::new(id, 2));
    }
    let report = pool.finish();
    assert_eq!(report.done, 40);
    let most = report.changes.iter().map(|change| change.workers).max();
    assert_eq!(most, Some(4));
}
