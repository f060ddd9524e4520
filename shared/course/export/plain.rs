//! What the lab has besides that which std and crossbeam have: here it is plain.

use std::thread;
use std::time::Duration;

/// Works for `duration`.
pub fn work(duration: Duration) {
    thread::sleep(duration);
}

/// Computes something. It takes what it takes; `_cost` is what it cost in the lab.
pub fn compute<T>(_cost: Duration, f: impl FnOnce() -> T) -> T {
    f()
}

/// This is the real world.
pub fn is_simulated() -> bool {
    false
}
