use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync;

use super::mutex::progress;
use super::poison::Poison;
use super::{Id, LockResult, PoisonError, TryLockError, TryLockResult};
use crate::engine::object::{End, Manner, ObjectKind};
use crate::engine::{
    ObjectId, Place, Wait, active, block, check_holder, here, in_vain, point,
    refused, try_with, with,
};

/// A lock around a value, as `std::sync::RwLock`: many readers or one writer.
pub struct RwLock<T: ?Sized> {
    id: Id,
    poison: Poison,
    real: sync::RwLock<T>,
}

/// The right to read what a [`RwLock`] protects. Dropping it unlocks.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockReadGuard<'a, T: ?Sized + 'a> {
    real: Option<sync::RwLockReadGuard<'a, T>>,
    id: &'a Id,
}

/// The right to change what a [`RwLock`] protects. Dropping it unlocks.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockWriteGuard<'a, T: ?Sized + 'a> {
    real: Option<sync::RwLockWriteGuard<'a, T>>,
    lock: &'a RwLock<T>,
    unwound_before: bool,
}

impl<T: Default> Default for RwLock<T> {
    // By hand, so that reports name the caller's line.
    #[track_caller]
    fn default() -> RwLock<T> {
        RwLock::new(T::default())
    }
}

impl<T> RwLock<T> {
    /// A lock around `value`, unlocked.
    #[track_caller]
    pub const fn new(value: T) -> RwLock<T> {
        RwLock {
            id: Id::new(),
            poison: Poison::new(),
            real: sync::RwLock::new(value),
        }
    }

    /// Gives the value back.
    ///
    /// # Errors
    ///
    /// When a writer panicked: the value, all the same.
    pub fn into_inner(self) -> LockResult<T> {
        let poisoned = self.real.is_poisoned();
        let value = self.real.into_inner();
        let value = value.unwrap_or_else(PoisonError::into_inner);
        self.poison.judge(poisoned, value)
    }
}

impl<T: ?Sized> RwLock<T> {
    /// Locks for reading, waiting while a writer holds the lock.
    ///
    /// # Errors
    ///
    /// When a writer panicked: the guard, all the same.
    #[track_caller]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        if !active() {
            return flat(self.real.read(), |real| self.reader(real));
        }
        let (place, object) = self.enter(here());
        self.wait_for(object, Wait::Read(object), place, || {
            self.judged(self.real.try_read(), |real| self.reader(real))
        })
    }

    /// Locks for writing, waiting while anyone else holds the lock.
    ///
    /// # Errors
    ///
    /// When a writer panicked: the guard, all the same.
    #[track_caller]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        if !active() {
            return flat(self.real.write(), |real| self.writer(real));
        }
        let (place, object) = self.enter(here());
        self.wait_for(object, Wait::Write(object), place, || {
            self.judged(self.real.try_write(), |real| self.writer(real))
        })
    }

    /// Locks for reading if no writer holds the lock.
    ///
    /// # Errors
    ///
    /// `WouldBlock`, or `Poisoned` when a writer panicked.
    #[track_caller]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        let result = || self.judged(self.real.try_read(), |real| self.reader(real));
        if !active() {
            return result();
        }
        let (place, object) = self.enter(here());
        attempt(object, place, "locks for reading", result)
            .inspect_err(|error| taken(error, "cannot read", object, place))
    }

    /// Locks for writing if nobody else holds the lock.
    ///
    /// # Errors
    ///
    /// `WouldBlock`, or `Poisoned` when a writer panicked.
    #[track_caller]
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        let result = || self.judged(self.real.try_write(), |real| self.writer(real));
        if !active() {
            return result();
        }
        let (place, object) = self.enter(here());
        attempt(object, place, "locks for writing", result)
            // As after `Mutex::try_lock`.
            .inspect(|_| point(place))
            .inspect_err(|error| taken(error, "cannot write", object, place))
    }

    /// Whether a writer panicked while it held the lock.
    pub fn is_poisoned(&self) -> bool {
        self.poison.is_set() || self.real.is_poisoned()
    }

    /// Forgets that a writer panicked while it held the lock.
    pub fn clear_poison(&self) {
        self.poison.clear();
        self.real.clear_poison();
    }

    /// The value, for one who has the lock to himself anyway.
    ///
    /// # Errors
    ///
    /// When a writer panicked.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let poisoned = self.real.is_poisoned();
        let value = self.real.get_mut();
        let value = value.unwrap_or_else(PoisonError::into_inner);
        self.poison.judge(poisoned, value)
    }

    fn reader<'a>(
        &'a self,
        real: sync::RwLockReadGuard<'a, T>,
    ) -> RwLockReadGuard<'a, T> {
        RwLockReadGuard {
            real: Some(real),
            id: &self.id,
        }
    }

    fn writer<'a>(
        &'a self,
        real: sync::RwLockWriteGuard<'a, T>,
    ) -> RwLockWriteGuard<'a, T> {
        RwLockWriteGuard {
            real: Some(real),
            lock: self,
            unwound_before: Poison::unwinds(),
        }
    }

    fn judged<R, G>(
        &self,
        result: TryLockResult<R>,
        guard: impl Fn(R) -> G,
    ) -> TryLockResult<G> {
        let (real, poisoned) = match result {
            Ok(real) => (real, false),
            Err(TryLockError::Poisoned(error)) => (error.into_inner(), true),
            Err(TryLockError::WouldBlock) => return Err(TryLockError::WouldBlock),
        };
        let guard = self.poison.judge(poisoned, guard(real));
        guard.map_err(TryLockError::Poisoned)
    }

    fn enter(&self, place: Place) -> (Place, ObjectId) {
        point(place);
        (place, object(&self.id))
    }

    fn wait_for<G>(
        &self,
        object: ObjectId,
        wait: Wait,
        place: Place,
        lock: impl Fn() -> TryLockResult<G>,
    ) -> LockResult<G> {
        let verb = match wait {
            Wait::Read(_) => "locks for reading",
            _ => "locks for writing",
        };
        loop {
            match attempt(object, place, verb, &lock) {
                Ok(guard) => return Ok(guard),
                Err(TryLockError::Poisoned(error)) => return Err(error),
                Err(TryLockError::WouldBlock) => stand_in_line(object, wait, place),
            }
        }
    }
}

fn attempt<G>(
    object: ObjectId,
    place: Place,
    verb: &'static str,
    lock: impl Fn() -> TryLockResult<G>,
) -> TryLockResult<G> {
    let result = lock();
    if let Err(TryLockError::WouldBlock) = result {
        check_holder(object);
    } else {
        note_holder(object, verb, place);
    }
    result
}

fn taken<G>(
    error: &TryLockError<G>,
    verb: &'static str,
    object: ObjectId,
    place: Place,
) {
    if let TryLockError::WouldBlock = error {
        refused(verb, object, place);
    }
}

/// Maps the guard within a lock's result, sound or poisoned.
fn flat<R, G>(result: LockResult<R>, guard: impl Fn(R) -> G) -> LockResult<G> {
    match result {
        Ok(real) => Ok(guard(real)),
        Err(error) => Err(PoisonError::new(guard(error.into_inner()))),
    }
}

// Not generic, so that they are compiled and optimised with the lab.

fn object(id: &Id) -> ObjectId {
    with(|state| id.object(state, ObjectKind::RwLock))
}

fn stand_in_line(lock: ObjectId, wait: Wait, place: Place) {
    block(wait, None, place, |state| {
        state.enlist(lock, End::Receive, Manner::Only);
    });
}

fn note_holder(lock: ObjectId, verb: &'static str, place: Place) {
    with(|state| {
        state.add_holder(lock, place);
        state.did(verb, Some(lock), place);
    });
    in_vain(place);
}

fn unlocked(id: &Id) {
    try_with(|state| {
        if let Some(object) = id.known(state) {
            state.remove_holder(object);
            // Any number of readers may go on at once.
            state.wake_everyone(object, End::Receive);
            state.did("unlocks", Some(object), None);
        }
    });
}

impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        self.real = None;
        unlocked(self.id);
    }
}

impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        let poisoned_before = self.lock.real.is_poisoned();
        self.real = None;
        try_with(|state| {
            if !poisoned_before {
                self.lock.real.clear_poison();
            }
            let lock = self.lock.id.known(state);
            self.lock.poison.leave(state, lock, self.unwound_before);
        });
        unlocked(&self.lock.id);
    }
}

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.real.as_ref().expect("held until it is dropped")
    }
}

impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.real.as_ref().expect("held until it is dropped")
    }
}

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        if active() {
            progress();
        }
        self.real.as_mut().expect("held until it is dropped")
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.real.fmt(f)
    }
}

impl<T> From<T> for RwLock<T> {
    #[track_caller]
    fn from(value: T) -> RwLock<T> {
        RwLock::new(value)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
