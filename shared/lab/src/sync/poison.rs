use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::LockResult;
use crate::engine::{ObjectId, State, abort, try_with};

/// Whether a simulated thread panicked while it held a lock.
///
/// The standard locks ask whether the operating-system thread panics, which all
/// simulated threads share; in the lab their answer is not used.
#[derive(Default)]
pub(super) struct Poison(AtomicBool);

impl Poison {
    pub(super) const fn new() -> Poison {
        Poison(AtomicBool::new(false))
    }

    #[inline]
    pub(super) fn is_set(&self) -> bool {
        self.0.load(Relaxed)
    }

    pub(super) fn clear(&self) {
        self.0.store(false, Relaxed);
    }

    /// Wraps what a lock gives.
    pub(super) fn judge<G>(&self, real: bool, guard: G) -> LockResult<G> {
        if self.tells(real) {
            Err(PoisonError::new(guard))
        } else {
            Ok(guard)
        }
    }

    /// Whether a lock is to be called poisoned; `real`: whether the real one is.
    /// Destructors of a run that is taken apart get a sound guard: an `unwrap` there
    /// would end the process.
    #[inline]
    pub(super) fn tells(&self, real: bool) -> bool {
        (self.is_set() || real) && !is_taken_apart()
    }

    /// At the end of a guard of `lock`; `unwound_before`: what [`Poison::unwinds`]
    /// said when it was made.
    pub(super) fn leave(
        &self,
        state: &mut State,
        lock: Option<ObjectId>,
        unwound_before: bool,
    ) {
        if unwound_before || state.aborting || !abort::is_unwinding(state) {
            return;
        }
        let was_sound = !self.0.swap(true, Relaxed);
        if let Some(lock) = lock.filter(|_| was_sound) {
            state.note_poisoned(lock);
        }
    }

    /// Sets it when what is returned is dropped by a panic.
    pub(super) fn watch(&self) -> impl Drop {
        struct Watch<'a>(&'a Poison, bool);
        impl Drop for Watch<'_> {
            fn drop(&mut self) {
                try_with(|state| self.0.leave(state, None, self.1));
            }
        }
        Watch(self, Poison::unwinds())
    }

    /// Whether the calling simulated thread is unwinding.
    #[inline]
    pub(super) fn unwinds() -> bool {
        try_with(abort::is_unwinding).unwrap_or(false)
    }
}

#[cold]
fn is_taken_apart() -> bool {
    try_with(|state| state.aborting) == Some(true)
}
