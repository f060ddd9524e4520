use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync;

use super::poison::Poison;
use super::{Id, LockResult, PoisonError, TryLockError, TryLockResult};
use crate::engine::object::{End, Manner, ObjectKind};
use crate::engine::{
    ObjectId, Place, Wait, active, block, check_holder, empty_handed, here, in_vain,
    point, try_with, with,
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
    #[track_caller]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        if !active() {
            return wrap(self, self.real.lock());
        }
        let place = here();
        point(place);
        self.lock_now(place)
    }

    /// Locks without a scheduling point before it.
    pub(super) fn lock_now(&self, place: Place) -> LockResult<MutexGuard<'_, T>> {
        let object = self.object();
        loop {
            match self.attempt(object, place) {
                Ok(guard) => return Ok(guard),
                Err(TryLockError::Poisoned(error)) => return Err(error),
                Err(TryLockError::WouldBlock) => {
                    block(Wait::Lock(object), None, place, |state| {
                        state.enlist(object, End::Receive, Manner::Only);
                    });
                }
            }
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
                Ok(real) => Ok(MutexGuard::new(self, real)),
                Err(TryLockError::WouldBlock) => Err(TryLockError::WouldBlock),
                Err(TryLockError::Poisoned(error)) => {
                    Err(poisoned(self, error).into())
                }
            };
        }
        let place = here();
        point(place);
        let result = self.attempt(self.object(), place);
        if let Err(TryLockError::WouldBlock) = result {
            empty_handed(place);
        }
        result
    }

    pub(super) fn object(&self) -> ObjectId {
        with(|state| self.id.object(state, ObjectKind::Mutex))
    }

    fn attempt(
        &self,
        object: ObjectId,
        place: Place,
    ) -> TryLockResult<MutexGuard<'_, T>> {
        let (real, poisoned) = match self.real.try_lock() {
            Ok(real) => (real, false),
            Err(TryLockError::Poisoned(error)) => (error.into_inner(), true),
            Err(TryLockError::WouldBlock) => {
                check_holder(object);
                return Err(TryLockError::WouldBlock);
            }
        };
        let guard = self.poison.judge(poisoned, MutexGuard::new(self, real));
        with(|state| {
            state.add_holder(object, place);
            state.did("locks", Some(object), place);
        });
        // A lock that is only read again and again is a way of polling.
        in_vain(place);
        guard.map_err(TryLockError::Poisoned)
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

fn wrap<'a, T: ?Sized>(
    lock: &'a Mutex<T>,
    result: LockResult<sync::MutexGuard<'a, T>>,
) -> LockResult<MutexGuard<'a, T>> {
    match result {
        Ok(real) => Ok(MutexGuard::new(lock, real)),
        Err(error) => Err(poisoned(lock, error)),
    }
}

fn poisoned<'a, T: ?Sized>(
    lock: &'a Mutex<T>,
    error: PoisonError<sync::MutexGuard<'a, T>>,
) -> PoisonError<MutexGuard<'a, T>> {
    PoisonError::new(MutexGuard::new(lock, error.into_inner()))
}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    fn new(lock: &'a Mutex<T>, real: sync::MutexGuard<'a, T>) -> MutexGuard<'a, T> {
        MutexGuard {
            lock,
            real: Some(real),
            unwound_before: Poison::unwinds(),
        }
    }

    pub(super) fn lock_of(&self) -> &'a Mutex<T> {
        self.lock
    }

    /// Takes the real guard out, for a condition variable of the real world.
    pub(super) fn into_real(mut self) -> sync::MutexGuard<'a, T> {
        self.real.take().expect("held until now")
    }

    pub(super) fn from_real(
        lock: &'a Mutex<T>,
        result: LockResult<sync::MutexGuard<'a, T>>,
    ) -> LockResult<MutexGuard<'a, T>> {
        wrap(lock, result)
    }

    fn held(&self) -> &sync::MutexGuard<'a, T> {
        self.real.as_ref().expect("held until it is dropped")
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.held()
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // Who may write is taken to get something done.
        try_with(|state| state.progress());
        self.real.as_mut().expect("held until it is dropped")
    }
}

impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        let Some(real) = self.real.take() else { return };
        let poisoned_before = self.lock.real.is_poisoned();
        drop(real);
        try_with(|state| {
            if !poisoned_before {
                self.lock.real.clear_poison();
            }
            self.lock.poison.leave(state, self.unwound_before);
            if let Some(object) = self.lock.id.known(state) {
                state.remove_holder(object);
                state.wake(object, End::Receive);
                state.did("unlocks", Some(object), None);
            }
        });
    }
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
