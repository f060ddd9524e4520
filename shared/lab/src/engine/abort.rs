//! Taking an unfinished run apart, so that destructors run and nothing leaks.
//!
//! The run loop resumes each thread once more, children before their parents.
//! The thread finds `aborting` set and leaves by unwinding with [`Aborted`].
//! Destructors may still use the lab: operations that can succeed do; one that
//! would wait suspends, so that others are unwound first. When a whole round
//! frees nobody, what is left is abandoned: leaked, never run again.
//!
//! A panic in such a destructor would end the process, and destructors like to
//! unwrap. So there a send succeeds (the message is dropped), a lock is not
//! poisoned, and a join of a thread that was taken apart returns `Ok` if there is
//! nothing to return, and never returns otherwise.

use std::panic::{catch_unwind, panic_any, resume_unwind};

use super::state::State;
use super::with;
use crate::fiber;

/// The payload of the unwinding; no panic, and nobody's result.
pub(crate) struct Aborted;

/// Code that keeps catching the unwinding, or waits in circles within a
/// destructor, is stopped after this many operations.
const LAST_OPERATIONS: u32 = 10_000;

/// As how many operations an unwinding counts.
const COST_OF_UNWINDING: u32 = 100;

/// Called by every operation of a run that is taken apart. Returns only to
/// destructors.
pub(crate) fn leave() {
    let (unwinding, stuck) = with(|state| {
        let unwinding = is_unwinding(state);
        let current = state.current;
        let thread = &mut state.threads[current];
        thread.aborts += if unwinding { 1 } else { COST_OF_UNWINDING };
        (unwinding, thread.aborts > LAST_OPERATIONS)
    });
    if stuck {
        stay();
    }
    if !unwinding {
        resume_unwind(Box::new(Aborted));
    }
}

/// In a destructor of a run that is taken apart: lets others be unwound first,
/// which may free what this thread waits for.
pub(crate) fn step_aside() {
    with(note_panic);
    fiber::suspend();
    with(forget_panic);
}

/// Stays where it is, in a run that is taken apart, until `done`.
pub(crate) fn hold_until(done: impl Fn() -> bool) {
    while !done() {
        step_aside();
    }
}

/// Stays where it is until it is abandoned: what it would return, a destructor
/// may not survive.
pub(crate) fn stay() -> ! {
    loop {
        step_aside();
    }
}

/// Puts the standard library's count of panics right, which still counts the
/// unwinding of fibers that were abandoned in the middle of it. Else the
/// operating-system thread would seem to panic for ever.
///
/// Each catch takes one off the count. A panic in a panic hook adds none; so a
/// panic whose hook panics and catches adds one and takes two off.
pub(crate) fn settle() {
    // More than any run leaves behind, should the count not work like this.
    for _ in 0..10_000 {
        if !std::thread::panicking() {
            return;
        }
        let _ = catch_unwind(|| panic_any(Settles));
    }
}

/// The payload of the panic that [`settle`] raises; for the hook.
pub(super) struct Settles;

impl Settles {
    pub(super) fn in_hook() {
        let _ = catch_unwind(|| resume_unwind(Box::new(())));
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
