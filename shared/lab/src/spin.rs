//! A lock for which nobody sleeps, as in the crate `spin`.
//!
//! To lock it takes one atomic operation and to unlock it none, where a
//! [`sync::Mutex`] needs one each: for it must find out whether somebody
//! sleeps. It is for a few nanoseconds at a time, without any wait in them.

use std::ops::{Deref, DerefMut};

use ::spin::mutex as real;
use crossbeam::utils::Backoff;

use crate::engine::active;
use crate::sync;

/// A lock around a value, as `spin::Mutex`. Who finds it taken keeps the processor for a
/// moment, and then lets other threads have it until the lock is free. (`spin::Mutex` itself
/// never lets them, which is as good as long as there are no more threads than cores; a
/// `spin::mutex::SpinMutex<T, spin::Yield>` does.)
///
/// There is no poisoning: after a panic of its holder the lock is free.
pub struct Mutex<T: ?Sized> {
    /// Whose turn it is in the lab, where one must not spin: nobody else would run.
    turns: sync::Mutex<()>,
    real: real::SpinMutex<T>,
}

/// The right to use what a [`Mutex`] protects. Dropping it unlocks.
#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MutexGuard<'a, T: ?Sized + 'a> {
    // Dropped in this order: who has the turn finds the lock free.
    real: real::SpinMutexGuard<'a, T>,
    // Boxed, for the guard to be small where there is no turn.
    turn: Option<Box<sync::MutexGuard<'a, ()>>>,
}

impl<T> Mutex<T> {
    /// A lock around `value`, unlocked.
    #[track_caller]
    pub const fn new(value: T) -> Mutex<T> {
        Mutex {
            turns: sync::Mutex::new(()),
            real: real::SpinMutex::new(value),
        }
    }
}

impl<T: ?Sized> Mutex<T> {
    /// Locks, waiting while another thread holds the lock.
    // Always, as `sync::Mutex::lock`.
    #[inline(always)]
    #[track_caller]
    pub fn lock(&self) -> MutexGuard<'_, T> {
        let turn = if active() { Some(self.turn()) } else { None };
        let real = match self.real.try_lock() {
            Some(real) => real,
            None => self.spin(),
        };
        MutexGuard { real, turn }
    }

    #[cold]
    #[track_caller]
    fn turn(&self) -> Box<sync::MutexGuard<'_, ()>> {
        let turn = self.turns.lock();
        Box::new(turn.unwrap_or_else(sync::PoisonError::into_inner))
    }

    #[cold]
    fn spin(&self) -> real::SpinMutexGuard<'_, T> {
        let backoff = Backoff::new();
        loop {
            backoff.snooze();
            // Looks before it tries: trying takes the cache line from the holder.
            if self.real.is_locked() {
                continue;
            }
            if let Some(real) = self.real.try_lock() {
                return real;
            }
        }
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.real
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        if let Some(turn) = &mut self.turn {
            // Who may write is taken to get something done.
            let _: &mut () = turn;
        }
        &mut self.real
    }
}
