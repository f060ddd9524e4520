//! Tools for those who wait for a moment only, as in `crossbeam::utils`.

use std::cell::Cell;
use std::fmt;

use crossbeam::utils as real;

use crate::engine::{active, here, in_vain, point};

pub use crossbeam::utils::CachePadded;

/// Waits for longer and longer moments, as `crossbeam::utils::Backoff`: first it keeps
/// the processor, then it lets others have it.
///
/// In the lab a moment is a scheduling point, and patience ends after a few: there
/// nothing is ever about to happen, it happens when its thread is chosen.
pub struct Backoff {
    real: real::Backoff,
    moments: Cell<u32>,
}

/// What a [`Backoff`] waits for in the lab, one after the other.
const MOMENTS: u32 = 2;

impl Backoff {
    /// One that has not waited yet.
    #[inline]
    pub fn new() -> Backoff {
        Backoff {
            real: real::Backoff::new(),
            moments: Cell::new(0),
        }
    }

    /// Begins again with the shortest moment.
    #[inline]
    pub fn reset(&self) {
        self.real.reset();
        self.moments.set(0);
    }

    /// Waits for a moment and keeps the processor: for an operation that another
    /// thread was in the way of.
    #[inline]
    #[track_caller]
    pub fn spin(&self) {
        if active() {
            self.moment();
        } else {
            self.real.spin();
        }
    }

    /// Waits for a moment, and lets others have the processor if it has been several:
    /// for something that another thread is to do.
    #[inline]
    #[track_caller]
    pub fn snooze(&self) {
        if active() {
            self.moment();
        } else {
            self.real.snooze();
        }
    }

    /// Whether it has waited so long that it is time to sleep.
    #[inline]
    pub fn is_completed(&self) -> bool {
        if active() {
            self.moments.get() >= MOMENTS
        } else {
            self.real.is_completed()
        }
    }

    #[track_caller]
    fn moment(&self) {
        let place = here();
        self.moments.set(self.moments.get() + 1);
        point(place);
        in_vain(place);
    }
}

impl Default for Backoff {
    fn default() -> Backoff {
        Backoff::new()
    }
}

impl fmt::Debug for Backoff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Backoff")
            .field("is_completed", &self.is_completed())
            .finish_non_exhaustive()
    }
}
