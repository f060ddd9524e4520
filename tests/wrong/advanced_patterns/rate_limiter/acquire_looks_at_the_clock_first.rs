//! Wrong: `acquire` looks at the clock before it has the lock.

use lab::sync::Mutex;
use lab::thread;
use lab::time::{Duration, Instant};

pub struct RateLimiter {
    began: Instant,
    interval: Duration,
    capacity: Duration,
    full_at: Mutex<Duration>,
}

impl RateLimiter {
    pub fn new(rate: u32, burst: u32) -> RateLimiter {
        let interval = Duration::from_secs(1) / rate.max(1);
        RateLimiter {
            began: Instant::now(),
            interval,
            capacity: interval * burst.max(1),
            full_at: Mutex::new(Duration::ZERO),
        }
    }

    pub fn acquire(&self) {
        let wait = {
            let now = self.began.elapsed();
            let mut full_at = self.full_at.lock().unwrap();
            // A full bucket does not get fuller.
            *full_at = now.max(*full_at) + self.interval;
            (*full_at).saturating_sub(self.capacity).saturating_sub(now)
        };
        // The token is ours already. Without the lock: others may reserve theirs.
        if !wait.is_zero() {
            thread::sleep(wait);
        }
    }

    pub fn try_acquire(&self) -> bool {
        let mut full_at = self.full_at.lock().unwrap();
        let now = self.began.elapsed();
        let after = now.max(*full_at) + self.interval;
        let is_there = after <= now + self.capacity;
        if is_there {
            *full_at = after;
        }
        is_there
    }
}
