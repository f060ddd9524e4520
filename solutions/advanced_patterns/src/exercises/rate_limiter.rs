//! Exercise: a token bucket.

use lab::sync::Mutex;
use lab::thread;
use lab::time::{Duration, Instant};

/// A bucket that holds at most `burst` tokens, and begins full. While it is not, it
/// gets a token every `1 / rate` seconds, the first one so long after a token was
/// taken out of the full bucket. A full bucket gets nothing: a quiet time is not
/// saved up.
///
/// Threads may share it. It needs no thread of its own, and may have none: nobody would
/// end it. Who asks for a token computes from the clock how many there are by now.
pub struct RateLimiter {
    began: Instant,
    /// The time between two tokens.
    interval: Duration,
    /// The time in which an empty bucket gets full.
    capacity: Duration,
    /// When the bucket will be full, if nobody takes any more, from `began`: the
    /// later, the emptier. Beyond `capacity` from now, tokens are owed.
    full_at: Mutex<Duration>,
}

impl RateLimiter {
    /// A full bucket. A `rate` or `burst` of 0 counts as 1.
    pub fn new(rate: u32, burst: u32) -> RateLimiter {
        let interval = Duration::from_secs(1) / rate.max(1);
        RateLimiter {
            began: Instant::now(),
            interval,
            capacity: interval * burst.max(1),
            full_at: Mutex::new(Duration::ZERO),
        }
    }

    /// Takes a token out of the bucket; while it is empty, waits for the next one.
    ///
    /// Threads that wait get the tokens in the order in which they called; nobody
    /// overtakes, also not through [`RateLimiter::try_acquire`]. A thread waits
    /// once, for as long as it must, to the microsecond, with an interval of whole
    /// nanoseconds: the first in an empty bucket until the next token is due, the second
    /// one interval longer, and so on. Its token is reserved from the call on: if it
    /// wakes up late, it delays nobody. While it waits, others can still call both.
    pub fn acquire(&self) {
        let wait = {
            let mut full_at = self.full_at.lock().unwrap();
            let now = self.began.elapsed();
            // A full bucket does not get fuller.
            *full_at = now.max(*full_at) + self.interval;
            (*full_at).saturating_sub(self.capacity).saturating_sub(now)
        };
        // The token is ours already. Without the lock: others may reserve theirs.
        if !wait.is_zero() {
            thread::sleep(wait);
        }
    }

    /// Takes a token if the bucket has one now that nobody waits for, and says
    /// whether it did. Never waits for a token. A refusal changes nothing.
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
