//! Taking an unfinished run apart, so that destructors run and nothing leaks.
//!
//! The run loop resumes each thread once more, children before their parents.
//! The thread finds `aborting` set and leaves by unwinding with [`Aborted`].
//! Destructors may still use the lab: operations that can succeed do; one that
//! would wait suspends, so that others are unwound first. When a whole round
//! frees nobody, what is left is abandoned: leaked, never run again.

use std::panic::resume_unwind;

use super::state::State;
use super::with;
use crate::fiber;

/// The payload of the unwinding; no panic, and nobody's result.
pub(crate) struct Aborted;

/// Code that keeps catching the unwinding, or waits in circles within a
/// destructor, is stopped after this many operations.
const LAST_OPERATIONS: u32 = 10_000;

/// Called by every operation of a run that is taken apart. Returns only to
/// destructors.
pub(crate) fn leave() {
    let (unwinding, stuck) = with(|state| {
        let unwinding = is_unwinding(state);
        let current = state.current;
        let thread = &mut state.threads[current];
        thread.aborts += 1;
        (unwinding, thread.aborts > LAST_OPERATIONS)
    });
    if stuck {
        loop {
            fiber::suspend();
        }
    }
    if !unwinding {
        resume_unwind(Box::new(Aborted));
    }
}

/// Stays where it is, in a run that is taken apart, until `done`.
pub(crate) fn hold_until(done: impl Fn() -> bool) {
    while !done() {
        fiber::suspend();
    }
}

/// Whether the current thread is unwinding. The standard library counts panics
/// per operating-system thread, which here is shared by all simulated ones.
pub(crate) fn is_unwinding(state: &mut State) -> bool {
    let others_panic = state.mid_panic > 0;
    let thread = &mut state.threads[state.current];
    if !std::thread::panicking() {
        thread.panic_flag = false;
        return false;
    }
    !others_panic || thread.panic_flag || thread.aborts > 0
}

/// Before a suspension: remembers whether the thread is in the middle of a panic.
pub(super) fn note_panic(state: &mut State) {
    if std::thread::panicking() && is_unwinding(state) {
        state.threads[state.current].mid_panic = true;
        state.mid_panic += 1;
    }
}

/// After a suspension.
pub(super) fn forget_panic(state: &mut State) {
    let thread = &mut state.threads[state.current];
    if std::mem::take(&mut thread.mid_panic) {
        thread.panic_flag = true;
        state.mid_panic -= 1;
    }
}
