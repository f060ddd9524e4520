use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::exercises::priority_pool::PriorityPool;
use workloads::priority::{Priority, Task};

#[test]
fn priority_pool_does_every_task() {
    let done = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&done);
    let work = move |task: Task| list.lock().unwrap().push(task.id);
    let pool = PriorityPool::new(3, Duration::from_millis(1), work);
    let pool = pool.expect("there are workers");
    // More than the queues hold.
    for id in 1..=300 {
        let priority = Priority::ALL[id as usize % 3];
        pool.submit(Task::new(id, priority, 0));
    }
    pool.finish();
    let mut done = done.lock().unwrap();
    done.sort_unstable();
    assert_eq!(*done, (1..=300).collect::<Vec<_>>());
}
