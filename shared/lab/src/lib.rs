//! One source, two worlds.
//!
//! Programs written with this crate run on simulated threads under a virtual
//! clock when they are started by [`run`], and on the operating system's
//! threads otherwise. The modules mirror `crossbeam::channel`, `std::thread`,
//! `std::sync`, `std::time` and `crossbeam::deque`: to take a program elsewhere,
//! change its imports.

pub mod channel;
pub mod cli;
pub mod deque;
mod engine;
mod explore;
mod fiber;
mod output;
pub mod report;
mod rng;
pub mod sync;
pub mod thread;
pub mod time;
pub mod utils;

use std::time::Duration;

pub use ::trace;
pub use engine::code::BadCode;
pub use engine::picker::Schedule;
pub use engine::record::{Line, say};
pub use engine::thread::Panicked;
pub use engine::{Config, Run, Stuck, on_stuck, run};
pub use explore::{Exhausted, Found, exhaust, shortest};
pub use output::{print, timed};
pub use report::{Figures, Report, Verdict};
pub use rng::rng;

/// Works for `duration`: in the lab time passes and the thread counts as busy;
/// outside the thread sleeps.
#[track_caller]
pub fn work(duration: Duration) {
    if engine::active() {
        let place = engine::here();
        engine::wait_for(engine::Wait::Work, duration, place);
    } else {
        std::thread::sleep(duration);
    }
}

/// Computes something that a real processor needs a while for: in the lab `cost` of
/// virtual time passes and the thread counts as busy; outside it takes what it takes.
#[track_caller]
pub fn compute<T>(cost: Duration, f: impl FnOnce() -> T) -> T {
    let value = f();
    if engine::active() {
        let place = engine::here();
        engine::wait_for(engine::Wait::Work, cost, place);
    }
    value
}

/// Whether the caller runs in the lab.
pub fn is_simulated() -> bool {
    engine::active()
}

/// From here on the lab has no more than `most` threads alive at once, the main one
/// not counted; spawning beyond fails. It is what `ulimit -u` does to the threads
/// of a user. Outside the lab nothing changes.
pub fn limit_threads(most: usize) {
    if engine::active() {
        engine::with(|state| state.config.thread_limit = most);
    }
}
