//! Wrong: counts who waits, and takes the token of each when its thread has woken up. A
//! bucket whose thread is slow stays full meanwhile, and loses what comes.

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
    waiting: u32,
    filled_at: Instant,
}

impl RateLimiter {
    pub fn new(rate: u32, burst: u32) -> RateLimiter {
        let burst = burst.max(1);
        RateLimiter {
            interval: Duration::from_secs(1) / rate.max(1),
            burst,
            bucket: Mutex::new(Bucket {
                tokens: burst,
                waiting: 0,
                filled_at: Instant::now(),
            }),
        }
    }

    pub fn acquire(&self) {
        let mut bucket = self.bucket.lock().unwrap();
        let now = self.refill(&mut bucket);
        if bucket.tokens > bucket.waiting {
            bucket.tokens -= 1;
            return;
        }
        bucket.waiting += 1;
        let missing = bucket.waiting - bucket.tokens;
        let due = bucket.filled_at + self.interval * missing;
        drop(bucket);
        thread::sleep(due - now);
        let mut bucket = self.bucket.lock().unwrap();
        self.refill(&mut bucket);
        bucket.waiting -= 1;
        bucket.tokens = bucket.tokens.saturating_sub(1);
    }

    pub fn try_acquire(&self) -> bool {
        let mut bucket = self.bucket.lock().unwrap();
        self.refill(&mut bucket);
        let is_there = bucket.tokens > bucket.waiting;
        if is_there {
            bucket.tokens -= 1;
        }
        is_there
    }

    fn refill(&self, bucket: &mut Bucket) -> Instant {
        let now = Instant::now();
        while bucket.tokens < self.burst && bucket.filled_at + self.interval <= now {
            bucket.tokens += 1;
            bucket.filled_at += self.interval;
        }
        if bucket.tokens == self.burst {
            bucket.filled_at = now;
        }
        now
    }
}
