//! Threads, as in `std::thread`: same names, same types, same errors.

mod builder;
mod handle;
mod local;
mod scope;

use std::io;
use std::num::NonZeroUsize;
use std::time::Duration;

use ::trace::WAKES_UNASKED;

use crate::engine::{self, Place, Wait, Woken, active, here, point, with};

pub use self::builder::{Builder, spawn};
pub use self::handle::{JoinHandle, Thread, ThreadId, current};
pub use self::local::{AccessError, LocalKey};
pub use self::scope::{Scope, ScopedJoinHandle, scope};
pub use crate::thread_local;
pub use std::thread::Result;

/// Waits for `duration`, of virtual time in the lab.
#[track_caller]
pub fn sleep(duration: Duration) {
    if !active() {
        return std::thread::sleep(duration);
    }
    engine::wait_for(Wait::Sleep, duration, here());
}

/// Lets other threads run.
#[track_caller]
pub fn yield_now() {
    if !active() {
        return std::thread::yield_now();
    }
    let place = here();
    engine::in_vain(place);
    engine::give_way(place);
}

/// Waits for an [`Thread::unpark`]; returns at once if one has come since the
/// last time. May also return for no reason, as the one of `std`.
#[track_caller]
pub fn park() {
    if !active() {
        return std::thread::park();
    }
    park_until(None, here());
}

/// As [`park`], waiting at most `timeout`.
#[track_caller]
pub fn park_timeout(timeout: Duration) {
    if !active() {
        return std::thread::park_timeout(timeout);
    }
    let deadline = with(|state| state.deadline(timeout));
    park_until(Some(deadline), here());
}

fn park_until(deadline: Option<engine::Nanos>, place: Place) {
    point(place);
    let token = |state: &mut engine::State| {
        let current = state.current;
        std::mem::take(&mut state.threads[current].unpark_token)
    };
    if with(token) {
        with(|state| state.progress());
        return;
    }
    if deadline.is_some_and(|d| with(|state| state.clock.now >= d)) {
        return engine::empty_handed(place);
    }
    if with(|state| state.config.spurious_wakeups && state.choose(8) == 7) {
        with(|state| state.did(WAKES_UNASKED, None, place));
        return engine::give_way(place);
    }
    let woken = engine::block(Wait::Park, deadline, place, |_| ());
    with(token);
    if woken == Woken::TimedOut {
        engine::empty_handed(place);
    }
}

/// Whether the caller is unwinding because of a panic.
pub fn panicking() -> bool {
    if !active() {
        return std::thread::panicking();
    }
    with(engine::abort::is_unwinding)
}

/// How many threads the machine can run at the same time; in the lab what
/// [`crate::Config::parallelism`] says.
///
/// # Errors
///
/// When the system does not tell.
pub fn available_parallelism() -> io::Result<NonZeroUsize> {
    if !active() {
        return std::thread::available_parallelism();
    }
    NonZeroUsize::new(with(|state| state.config.parallelism))
        .ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
}
