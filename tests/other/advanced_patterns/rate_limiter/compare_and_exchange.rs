//! Right, and built otherwise: without a lock.

use lab::sync::atomic::{AtomicU64, Ordering};
use lab::thread;
use lab::time::{Duration, Instant};

pub struct RateLimiter {
    began: Instant,
    /// In nanoseconds, as all that follows.
    interval: u64,
    capacity: u64,
    /// When the bucket will be full, from `began`.
    full_at: AtomicU64,
}

impl RateLimiter {
    pub fn new(rate: u32, burst: u32) -> RateLimiter {
        let interval = 1_000_000_000 / u64::from(rate.max(1));
        RateLimiter {
            began: Instant::now(),
            interval,
            capacity: interval * u64::from(burst.max(1)),
            full_at: AtomicU64::new(0),
        }
    }

    pub fn acquire(&self) {
        let wait = self.take(u64::MAX).expect("no wait is longer");
        if wait > 0 {
            thread::sleep(Duration::from_nanos(wait));
        }
    }

    pub fn try_acquire(&self) -> bool {
        self.take(0).is_some()
    }

    /// Takes a token if the wait for it is not longer than this; how long it is.
    fn take(&self, longest: u64) -> Option<u64> {
        let mut full_at = self.full_at.load(Ordering::SeqCst);
        loop {
            let now = self.began.elapsed().as_nanos() as u64;
            let after = now.max(full_at) + self.interval;
            let wait = after.saturating_sub(now + self.capacity);
            if wait > longest {
                return None;
            }
            let (set, get) = (Ordering::SeqCst, Ordering::SeqCst);
            match self.full_at.compare_exchange(full_at, after, set, get) {
                Ok(_) => return Some(wait),
                Err(other) => full_at = other,
            }
        }
    }
}
