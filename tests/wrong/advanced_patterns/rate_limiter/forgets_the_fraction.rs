//! Wrong: whole tokens only, counted from when somebody last asked: what has come
//! of the next one by then is lost.

use lab::sync::Mutex;
use lab::thread;
use lab::time::{Duration, Instant};

pub struct RateLimiter {
    interval: Duration,
    burst: u32,
    bucket: Mutex<Bucket>,
}

struct Bucket {
    tokens: u32,
    filled: Instant,
}

impl RateLimiter {
    pub fn new(rate: u32, burst: u32) -> RateLimiter {
        let burst = burst.max(1);
        RateLimiter {
            interval: Duration::from_secs(1) / rate.max(1),
            burst,
            bucket: Mutex::new(Bucket {
                tokens: burst,
                filled: Instant::now(),
            }),
        }
    }

    pub fn acquire(&self) {
        while !self.try_acquire() {
            thread::sleep(self.interval);
        }
    }

    pub fn try_acquire(&self) -> bool {
        let mut bucket = self.bucket.lock().unwrap();
        let came = bucket.filled.elapsed().as_nanos() / self.interval.as_nanos();
        if came > 0 {
            let came = u32::try_from(came).unwrap_or(u32::MAX);
            bucket.tokens = bucket.tokens.saturating_add(came).min(self.burst);
            bucket.filled = Instant::now();
        }
        let is_there = bucket.tokens > 0;
        bucket.tokens -= u32::from(is_there);
        is_there
    }
}
