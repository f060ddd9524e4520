use std::time::{Duration, Instant};

use super::exercises::rate_limiter::RateLimiter;
use workloads::rate::busiest_second;

#[test]
fn rate_limiter_keeps_to_its_rate() {
    let limiter = RateLimiter::new(100, 5);
    let began = Instant::now();
    let times: Vec<_> = (0..15)
        .map(|_| {
            limiter.acquire();
            began.elapsed()
        })
        .collect();
    // A machine may be slow, but no token comes early.
    for (n, at) in (1..).zip(&times[5..]) {
        assert!(*at >= Duration::from_millis(10 * n), "token {n} at {at:?}");
    }
    assert!(busiest_second(&times) <= 105);
    assert!(!limiter.try_acquire() || began.elapsed() > times[14]);
}
