//! Exercise: a token bucket.
//!
//! Threads, channels, locks and clocks are in `lab::{thread, channel, sync, time}`.
//! The standard library's are invisible to it, and the rules cannot hold with them.

/// A bucket that holds at most `burst` tokens, and begins full. While it is not, it
/// gets a token every `1 / rate` seconds, the first one so long after a token was
/// taken out of the full bucket. A full bucket gets nothing: a quiet time is not
/// saved up.
///
/// Threads may share it. It needs no thread of its own, and may have none: nobody would
/// end it. Who asks for a token computes from the clock how many there are by now.
pub struct RateLimiter {
    // What it has to remember.
}

impl RateLimiter {
    /// A full bucket. A `rate` or `burst` of 0 counts as 1.
    pub fn new(rate: u32, burst: u32) -> RateLimiter {
        todo!("remember the time between two tokens, and a full bucket")
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
        todo!(
            "reserve the next token, find out when it is due, and sleep until then"
        )
    }

    /// Takes a token if the bucket has one now that nobody waits for, and says
    /// whether it did. Never waits for a token. A refusal changes nothing.
    pub fn try_acquire(&self) -> bool {
        todo!("take a token that is there now, or none")
    }
}
