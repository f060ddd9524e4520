//! Does urgent tasks first, and forgets nobody.

use std::time::Duration;

use exercises::priority_pool::PriorityPool;
use workloads::priority::Demo;

fn main() {
    let (tasks, workers, patience) = (40, 2, Duration::from_secs(1));
    let demo = Demo::new(tasks);
    let pool = PriorityPool::new(workers, patience, demo.work())
        .expect("there are workers");
    demo.feed(|task| pool.submit(task));
    pool.finish();
    print!("{}", demo.waits());
}
