use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync;

use super::poison::Poison;
use super::{Id, LockResult, PoisonError, TryLockError, TryLockResult};
use crate::engine::object::{End, Manner, ObjectKind};
use crate::engine::{
    ObjectId, Place, Wait, active, block, check_holder, here, in_vain, point,
    refused, try_with, with,
};

/// A lock around a value, as `std::sync::Mutex`: one thread at a time.
pub struct Mutex<T: ?Sized> {
    id: Id,
    poison: Poison,
    real: sync::Mutex<T>,
}

/// The right to use what a [`Mutex`] protects. Dropping it unlocks.
#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MutexGuard<'a, T: ?Sized + 'a> {
    lock: &'a Mutex<T>,
    // `None` only while it is being dropped or waits on a condition variable.
    real: Option<sync::MutexGuard<'a, T>>,
    unwound_before: bool,
}

impl<T: Default> Default for Mutex<T> {
    // By hand, so that reports name the caller's line.
    #[track_caller]
    fn default() -> Mutex<T> {
        Mutex::new(T::default())
    }
}

impl<T> Mutex<T> {
    /// A lock around `value`, unlocked.
    #[track_caller]
    pub const fn new(value: T) -> Mutex<T> {
        Mutex {
            id: Id::new(),
            poison: Poison::new(),
            real: sync::Mutex::new(value),
        }
    }

    /// Gives the value back.
    ///
    /// # Errors
    ///
    /// When a thread panicked while it held the lock: the value, all the same.
    pub fn into_inner(self) -> LockResult<T> {
        let poisoned = self.real.is_poisoned();
        let value = self.real.into_inner();
        let value = value.unwrap_or_else(PoisonError::into_inner);
        self.poison.judge(poisoned, value)
    }
}

impl<T: ?Sized> Mutex<T> {
    /// Locks, waiting while another thread holds the lock.
    ///
    /// # Errors
    ///
    /// When a thread panicked while it held the lock: the guard, all the same.
    // Always: a guard that is handed back through memory makes it several times as slow.
    #[inline(always)]
    #[track_caller]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let mut unwound_before = false;
        if active() {
            let place = here();
            point(place);
            unwound_before = self.wait_for_it(place);
        }
        self.lock_real(unwound_before)
    }

    /// Locks without a scheduling point before it; in the lab only.
    pub(super) fn lock_now(&self, place: Place) -> LockResult<MutexGuard<'_, T>> {
        let unwound_before = self.wait_for_it(place);
        self.lock_real(unwound_before)
    }

    /// Waits until the lock is free, and makes the caller its holder. Returns what
    /// the guard needs to know.
    #[cold]
    fn wait_for_it(&self, place: Place) -> bool {
        // A lock that is only read again and again is a way of polling.
        in_vain(place);
        let object = self.object();
        while self.is_held(object) {
            wait_for(object, place);
        }
        note_holder(object, place)
    }

    /// Locks. In the lab it is free.
    #[inline(always)]
    fn lock_real(&self, unwound_before: bool) -> LockResult<MutexGuard<'_, T>> {
        self.guard(self.real.lock(), unwound_before)
    }

    #[inline(always)]
    pub(super) fn guard<'a>(
        &'a self,
        real: LockResult<sync::MutexGuard<'a, T>>,
        unwound_before: bool,
    ) -> LockResult<MutexGuard<'a, T>> {
        let (real, poisoned) = match real {
            Ok(real) => (real, false),
            Err(error) => (error.into_inner(), true),
        };
        let poisoned = self.poison.tells(poisoned);
        let guard = MutexGuard {
            lock: self,
            real: Some(real),
            unwound_before,
        };
        if poisoned {
            Err(PoisonError::new(guard))
        } else {
            Ok(guard)
        }
    }

    /// Locks if no other thread holds the lock.
    ///
    /// # Errors
    ///
    /// `WouldBlock`, or `Poisoned` when a thread panicked while it held the lock.
    #[track_caller]
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        if !active() {
            return match self.real.try_lock() {
                Err(TryLockError::WouldBlock) => Err(TryLockError::WouldBlock),
                Err(TryLockError::Poisoned(error)) => {
                    Ok(self.guard(Err(error), false)?)
                }
                Ok(real) => Ok(self.guard(Ok(real), false)?),
            };
        }
        let place = here();
        point(place);
        let object = self.object();
        if self.is_held(object) {
            refused("cannot lock", object, place);
            return Err(TryLockError::WouldBlock);
        }
        let unwound_before = note_holder(object, place);
        let guard = self.lock_real(unwound_before);
        in_vain(place);
        // Who tries meanwhile finds it taken, also if it is held only for a moment.
        point(place);
        Ok(guard?)
    }

    pub(super) fn object(&self) -> ObjectId {
        object(&self.id)
    }

    fn is_held(&self, object: ObjectId) -> bool {
        let is_held = matches!(self.real.try_lock(), Err(TryLockError::WouldBlock));
        if is_held {
            check_holder(object);
        }
        is_held
    }

    /// Whether a thread panicked while it held the lock.
    pub fn is_poisoned(&self) -> bool {
        self.poison.is_set() || self.real.is_poisoned()
    }

    /// Forgets that a thread panicked while it held the lock.
    pub fn clear_poison(&self) {
        self.poison.clear();
        self.real.clear_poison();
    }

    /// The value, for one who has the lock to himself anyway.
    ///
    /// # Errors
    ///
    /// When a thread panicked while it held the lock.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let poisoned = self.real.is_poisoned();
        let value = self.real.get_mut();
        let value = value.unwrap_or_else(PoisonError::into_inner);
        self.poison.judge(poisoned, value)
    }
}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    pub(super) fn lock_of(&self) -> &'a Mutex<T> {
        self.lock
    }

    /// Takes the real guard out, for a condition variable of the real world.
    pub(super) fn into_real(mut self) -> sync::MutexGuard<'a, T> {
        self.real.take().expect("held until now")
    }

    #[inline]
    fn held(&self) -> &sync::MutexGuard<'a, T> {
        self.real.as_ref().expect("held until it is dropped")
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.held()
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // Who may write is taken to get something done.
        if active() {
            progress();
        }
        self.real.as_mut().expect("held until it is dropped")
    }
}

impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    #[inline]
    fn drop(&mut self) {
        // Outside, dropping the real guard is all.
        if active() {
            self.unlock_in_lab();
        }
    }
}

impl<T: ?Sized> MutexGuard<'_, T> {
    #[cold]
    #[inline(never)]
    fn unlock_in_lab(&mut self) {
        let Some(real) = self.real.take() else { return };
        let poisoned_before = self.lock.real.is_poisoned();
        drop(real);
        let lock = self.lock;
        if unlocked(&lock.id, &lock.poison, self.unwound_before) && !poisoned_before
        {
            lock.real.clear_poison();
        }
    }
}

// Not generic, so that they are compiled and optimised with the lab.

fn object(id: &Id) -> ObjectId {
    with(|state| id.object(state, ObjectKind::Mutex))
}

fn wait_for(lock: ObjectId, place: Place) {
    block(Wait::Lock(lock), None, place, |state| {
        state.enlist(lock, End::Receive, Manner::Only);
    });
}

/// The caller has the lock. Returns what the guard needs to know.
fn note_holder(lock: ObjectId, place: Place) -> bool {
    with(|state| {
        state.add_holder(lock, place);
        state.did("locks", Some(lock), place);
    });
    Poison::unwinds()
}

#[cold]
pub(super) fn progress() {
    try_with(|state| state.progress());
}

/// Whether the caller, who gave the lock back, is in a run.
fn unlocked(id: &Id, poison: &Poison, unwound_before: bool) -> bool {
    let left = try_with(|state| {
        let lock = id.known(state);
        poison.leave(state, lock, unwound_before);
        if let Some(lock) = lock {
            state.remove_holder(lock);
            state.wake(lock, End::Receive);
            state.did("unlocks", Some(lock), None);
        }
    });
    left.is_some()
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.real.fmt(f)
    }
}

impl<T> From<T> for Mutex<T> {
    #[track_caller]
    fn from(value: T) -> Mutex<T> {
        Mutex::new(value)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
