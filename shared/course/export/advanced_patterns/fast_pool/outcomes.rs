use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::exercises::fast_pool::BoundedPool;

#[test]
fn fast_pool_does_every_job() {
    let done = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&done);
    let pool = BoundedPool::start(3, 50, move |n: u32| {
        list.lock().unwrap().push(n);
    });
    let pool = pool.expect("there are workers");
    // Many times more than the queue holds.
    for n in 1..=10_000 {
        let accepted = match n % 3 {
            0 => pool.submit(n).is_ok(),
            1 => pool.submit_timeout(n, Duration::MAX).is_ok(),
            // Full for now: there will be room.
            _ => (0..).any(|_| pool.try_submit(n).is_ok()),
        };
        assert!(accepted, "job {n} was refused by an open pool");
    }
    drop(pool);
    let mut done = done.lock().unwrap();
    done.sort_unstable();
    assert_eq!(*done, (1..=10_000).collect::<Vec<_>>());
}
