use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant};

use super::exercises::backpressure::BoundedPool;
use workloads::pool::{SubmitError, SubmitTimeoutError, TrySubmitError};

#[test]
fn backpressure_keeps_its_bound_and_its_timeout() {
    let gate = Arc::new(Barrier::new(2));
    let wait = Arc::clone(&gate);
    let pool = BoundedPool::start(1, 1, move |n| {
        if n == 1 {
            wait.wait();
        }
    });
    let pool = pool.expect("there is a worker");
    pool.submit(1).expect("it is open");
    pool.submit(2).expect("it is open");
    assert_eq!(pool.try_submit(3), Err(TrySubmitError::Full(3)));
    let short = Duration::from_millis(20);
    let began = Instant::now();
    let refused = Err(SubmitTimeoutError::Timeout(3));
    assert_eq!(pool.submit_timeout(3, short), refused);
    assert!(began.elapsed() >= short);
    gate.wait();
    assert_eq!(pool.submit_timeout(3, Duration::MAX), Ok(()));
    pool.close();
    assert_eq!(pool.submit(4), Err(SubmitError(4)));
}
