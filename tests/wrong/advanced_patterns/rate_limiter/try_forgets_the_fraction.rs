//! Wrong: a token that `try_acquire` takes begins the wait for the next one anew.

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
    /// Who waits has none of the tokens yet.
    owed: u32,
    last: Instant,
}

impl RateLimiter {
    pub fn new(rate: u32, burst: u32) -> RateLimiter {
        RateLimiter {
            interval: Duration::from_secs(1) / rate.max(1),
            burst: burst.max(1),
            bucket: Mutex::new(Bucket {
                tokens: burst.max(1),
                owed: 0,
                last: Instant::now(),
            }),
        }
    }

    pub fn acquire(&self) {
        let mut bucket = self.bucket.lock().unwrap();
        self.fill(&mut bucket);
        if bucket.tokens > 0 {
            bucket.tokens -= 1;
            return;
        }
        bucket.owed += 1;
        let due = bucket.last + self.interval * bucket.owed;
        drop(bucket);
        thread::sleep(due.saturating_duration_since(Instant::now()));
    }

    pub fn try_acquire(&self) -> bool {
        let mut bucket = self.bucket.lock().unwrap();
        self.fill(&mut bucket);
        if bucket.tokens == 0 {
            return false;
        }
        bucket.tokens -= 1;
        bucket.last = Instant::now();
        true
    }

    fn fill(&self, bucket: &mut Bucket) {
        let now = Instant::now();
        while bucket.tokens < self.burst && bucket.last + self.interval <= now {
            bucket.last += self.interval;
            match bucket.owed {
                0 => bucket.tokens += 1,
                _ => bucket.owed -= 1,
            }
        }
        if bucket.tokens == self.burst {
            bucket.last = now;
        }
    }
}
