//! What a learner writes here is what they write in a project of their own: the
//! solutions, compiled against plain crossbeam and std. Nothing is changed but
//! where `lab` comes from.

// `lab` is this crate, which hands out the originals.
extern crate self as lab;

pub use crossbeam::{channel, deque, utils};
pub use std::{println, thread, time};

/// As `lab::sync`: the standard one, and crossbeam's wait group.
pub mod sync {
    pub use crossbeam::sync::WaitGroup;
    pub use std::sync::*;
}

/// As `lab::work`, in the real world.
pub fn work(duration: time::Duration) {
    thread::sleep(duration);
}

/// As `lab::compute`, in the real world.
pub fn compute<T>(_cost: time::Duration, f: impl FnOnce() -> T) -> T {
    f()
}

mod advanced_patterns;
mod basic_pool;
mod configurable_pool;
mod naive_spawning;
mod real_world_cases;
mod robust_retry_pool;
