//! One source, two worlds.
//!
//! Programs written with this crate run on simulated threads under a virtual
//! clock when they are started by [`run`], and on the operating system's
//! threads otherwise. The modules mirror `crossbeam::channel`, `std::thread`,
//! `std::sync`, `std::time`, `crossbeam::deque` and `spin`: to take a program
//! elsewhere, change its imports.
//!
//! # What the lab does not see
//!
//! It explores sequentially consistent interleavings of its own operations. It does
//! not see weak memory orderings, real input and output, allocation or cores;
//! nor a wait in the standard library, which its watchdog ends. What several runs
//! share, as a static, each finds as the last one left it; a lock in it that
//! another run holds is refused.
//!
//! # Unsafe code
//!
//! There is some in `stack`, which maps stacks; in `fiber`, which switches them; in
//! `engine::run` and
//! `thread::scope`, which lend what borrows to a thread as if it lived for ever; and
//! in the watchdog, which reads a place. Miri cannot switch stacks. So for Miri
//! fibers are threads of the system that pass a baton, and all else is the
//! code that runs in the lab: `cargo +nightly miri test -p lab_tests --test promises`.
//! The switch itself, which is `corosensei`'s, stays unchecked.
//!
//! One promise is the program's to keep: a thread of the *system* must not borrow
//! from a simulated thread, as `std::thread::scope` within a run would let it. A
//! simulated thread that waits in a destructor while its run is taken apart is
//! abandoned, and its stack used again. The course's lints refuse such threads.

pub mod channel;
pub mod deque;
mod engine;
mod explore;
#[cfg_attr(miri, path = "fiber_miri.rs")]
mod fiber;
pub mod hint {
    //! As `std::hint`.

    pub use crate::sync::atomic::spin_loop;
}
mod output;
pub mod report;
mod rng;
pub mod spin;
#[cfg(all(target_os = "linux", not(miri)))]
mod stack;
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
pub use engine::{Config, Run, Stuck, on_abort, on_stuck, run};
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
