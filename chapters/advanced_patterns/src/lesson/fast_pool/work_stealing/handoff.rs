//! From hand to hand: something for a thread that keeps its processor while it waits.
//!
//! What is in a deque is known from two numbers, and lies elsewhere: with each job that
//! comes alone, several cache lines go from one processor to the other and back. Here all
//! is on one.

use lab::spin;
use lab::sync::atomic::{AtomicUsize, Ordering::SeqCst};

pub(super) struct Handoff<T> {
    /// [`UNWANTED`], [`WANTED`] or [`GIVEN`]: changed by who has `given` locked, and read
    /// by all.
    state: AtomicUsize,
    given: spin::Mutex<Option<T>>,
}

/// Nobody waits here.
const UNWANTED: usize = 0;
/// Somebody does, and is awake.
const WANTED: usize = 1;
/// It has come, and who waits knows it in a moment.
const GIVEN: usize = 2;

impl<T> Handoff<T> {
    pub(super) fn new() -> Handoff<T> {
        Handoff {
            state: AtomicUsize::new(UNWANTED),
            given: spin::Mutex::new(None),
        }
    }

    /// Whether somebody waits here; a moment later it may be otherwise.
    #[inline]
    pub(super) fn is_wanted(&self) -> bool {
        self.state.load(SeqCst) == WANTED
    }

    /// Gives it to who waits here, and takes it back if nobody does any more.
    pub(super) fn give(&self, it: T) -> Result<(), T> {
        let mut given = self.given.lock();
        if !self.is_wanted() {
            return Err(it);
        }
        *given = Some(it);
        self.state.store(GIVEN, SeqCst);
        Ok(())
    }

    /// From now on somebody waits here, who [leaves](Handoff::leave) soon. One at a time.
    pub(super) fn want(&self) {
        let _given = self.given.lock();
        self.state.store(WANTED, SeqCst);
    }

    /// Whether it has come.
    pub(super) fn has_come(&self) -> bool {
        self.state.load(SeqCst) == GIVEN
    }

    /// Ends the wait, with what was given.
    pub(super) fn leave(&self) -> Option<T> {
        let mut given = self.given.lock();
        self.state.store(UNWANTED, SeqCst);
        given.take()
    }
}
