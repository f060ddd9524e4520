//! Right, and built otherwise: remembers when the last `burst` tokens were given; a
//! token is there again one interval after its turn.

use std::collections::VecDeque;

use lab::sync::Mutex;
use lab::thread;
use lab::time::{Duration, Instant};

pub struct RateLimiter {
    interval: Duration,
    /// When the places of the bucket are filled again, in ascending order.
    filled: Mutex<VecDeque<Instant>>,
}

impl RateLimiter {
    pub fn new(rate: u32, burst: u32) -> RateLimiter {
        let now = Instant::now();
        let places = (0..burst.max(1)).map(|_| now);
        RateLimiter {
            interval: Duration::from_secs(1) / rate.max(1),
            filled: Mutex::new(places.collect()),
        }
    }

    pub fn acquire(&self) {
        let mut filled = self.filled.lock().unwrap();
        let now = Instant::now();
        let due = self.take(&mut filled, now);
        drop(filled);
        let wait = due.saturating_duration_since(now);
        if !wait.is_zero() {
            thread::sleep(wait);
        }
    }

    pub fn try_acquire(&self) -> bool {
        let mut filled = self.filled.lock().unwrap();
        let now = Instant::now();
        let is_there = filled.front().is_some_and(|due| *due <= now);
        if is_there {
            self.take(&mut filled, now);
        }
        is_there
    }

    /// Takes the token that is due first, and says when that is.
    fn take(&self, filled: &mut VecDeque<Instant>, now: Instant) -> Instant {
        let due = filled.pop_front().expect("there is at least one place");
        // The places are filled one after the other.
        let last = filled.back().copied().unwrap_or(due).max(now);
        filled.push_back(last + self.interval);
        due
    }
}
