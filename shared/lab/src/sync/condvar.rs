use std::fmt;
use std::sync;
use std::time::Duration;

use super::{Id, LockResult, MutexGuard};
use crate::engine::object::{End, Manner, ObjectKind};
use crate::engine::{
    Nanos, ObjectId, Place, Wait, Woken, active, block, empty_handed, here, point,
    with,
};
use ::trace::WAKES_UNASKED_ON;

/// Waits for a condition on what a mutex protects, as `std::sync::Condvar`.
pub struct Condvar {
    id: Id,
    real: sync::Condvar,
}

/// Whether a wait ended because its time was over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    /// True when the time was over.
    pub fn timed_out(&self) -> bool {
        self.0
    }
}

impl Default for Condvar {
    // By hand, so that reports name the caller's line.
    #[track_caller]
    fn default() -> Condvar {
        Condvar::new()
    }
}

impl Condvar {
    /// A condition variable nobody waits on.
    #[track_caller]
    pub const fn new() -> Condvar {
        Condvar {
            id: Id::new(),
            real: sync::Condvar::new(),
        }
    }

    /// Unlocks, waits to be notified, and locks again. It may also return for no
    /// reason: check the condition in a loop.
    ///
    /// # Errors
    ///
    /// When a thread panicked while it held the lock: the guard, all the same.
    #[track_caller]
    pub fn wait<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
    ) -> LockResult<MutexGuard<'a, T>> {
        let lock = guard.lock_of();
        if !active() {
            let result = self.real.wait(guard.into_real());
            return lock.guard(result, false);
        }
        self.wait_until(guard, None, here()).0
    }

    /// Waits while `condition` holds.
    ///
    /// # Errors
    ///
    /// When a thread panicked while it held the lock: the guard, all the same.
    #[track_caller]
    pub fn wait_while<'a, T, F>(
        &self,
        mut guard: MutexGuard<'a, T>,
        mut condition: F,
    ) -> LockResult<MutexGuard<'a, T>>
    where
        F: FnMut(&mut T) -> bool,
    {
        while condition(&mut *guard) {
            guard = self.wait(guard)?;
        }
        Ok(guard)
    }

    /// As [`Condvar::wait`], but at most for `timeout`.
    ///
    /// # Errors
    ///
    /// When a thread panicked while it held the lock.
    #[track_caller]
    pub fn wait_timeout<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        timeout: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let lock = guard.lock_of();
        let (result, over) = if active() {
            let deadline = with(|state| state.deadline(timeout));
            self.wait_until(guard, Some(deadline), here())
        } else {
            match self.real.wait_timeout(guard.into_real(), timeout) {
                Ok((real, over)) => (lock.guard(Ok(real), false), over.timed_out()),
                Err(error) => {
                    let (real, over) = error.into_inner();
                    let poisoned = Err(sync::PoisonError::new(real));
                    (lock.guard(poisoned, false), over.timed_out())
                }
            }
        };
        match result {
            Ok(guard) => Ok((guard, WaitTimeoutResult(over))),
            Err(error) => Err(sync::PoisonError::new((
                error.into_inner(),
                WaitTimeoutResult(over),
            ))),
        }
    }

    /// Waits while `condition` holds, but at most for `timeout`.
    ///
    /// # Errors
    ///
    /// When a thread panicked while it held the lock.
    #[track_caller]
    pub fn wait_timeout_while<'a, T, F>(
        &self,
        mut guard: MutexGuard<'a, T>,
        timeout: Duration,
        mut condition: F,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)>
    where
        F: FnMut(&mut T) -> bool,
    {
        let began = crate::time::Instant::now();
        loop {
            if !condition(&mut *guard) {
                return Ok((guard, WaitTimeoutResult(false)));
            }
            let Some(left) = timeout.checked_sub(began.elapsed()) else {
                return Ok((guard, WaitTimeoutResult(true)));
            };
            if left.is_zero() {
                return Ok((guard, WaitTimeoutResult(true)));
            }
            guard = self.wait_timeout(guard, left)?.0;
        }
    }

    /// Wakes one of those who wait now, if any.
    #[track_caller]
    pub fn notify_one(&self) {
        if !active() {
            return self.real.notify_one();
        }
        let place = here();
        point(place);
        let object = self.object();
        with(|state| {
            let waiting = state.waiting_at(object, End::Receive);
            state.note_notice(object, place, false, !waiting.is_empty());
            if !waiting.is_empty() {
                let chosen = waiting[state.choose(waiting.len())];
                state.wake_by_notice(object, chosen);
                state.progress();
            }
            state.did("notifies one on", Some(object), place);
        });
    }

    /// Wakes all of those who wait now.
    #[track_caller]
    pub fn notify_all(&self) {
        if !active() {
            return self.real.notify_all();
        }
        let place = here();
        point(place);
        let object = self.object();
        with(|state| {
            let was_heard = state.has_waiter(object, End::Receive);
            state.note_notice(object, place, true, was_heard);
            if was_heard {
                state.progress();
            }
            while let Some(thread) = state.take_waiter(object, End::Receive) {
                state.wake_by_notice(object, thread);
            }
            state.did("notifies all on", Some(object), place);
        });
    }

    fn wait_until<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        deadline: Option<Nanos>,
        place: Place,
    ) -> (LockResult<MutexGuard<'a, T>>, bool) {
        point(place);
        let lock = guard.lock_of();
        drop(guard);
        // Between the unlocking and the wait nobody runs: the two are one step.
        let is_over = self.sleep(lock.object(), deadline, place);
        let row = is_over.then(|| note_timeout(place));
        let result = lock.lock_now(place);
        self.note_back(row);
        (result, is_over)
    }

    // Not generic, so that they are compiled and optimised with the lab.

    /// Waits for a notice; says whether the deadline came instead.
    fn sleep(&self, lock: ObjectId, deadline: Option<Nanos>, place: Place) -> bool {
        let object = self.object();
        let causeless =
            with(|state| state.config.spurious_wakeups && state.choose(8) == 7);
        if causeless {
            with(|state| state.did(WAKES_UNASKED_ON, Some(object), place));
            crate::engine::give_way(place);
            return false;
        }
        let woken = block(Wait::Condvar(object, lock), deadline, place, |state| {
            state.enlist(object, End::Receive, Manner::Only);
        });
        woken == Woken::TimedOut
    }

    /// The caller has its lock back; after a wait that timed out with its `row`.
    fn note_back(&self, row: Option<u32>) {
        let object = self.object();
        with(|state| {
            state.note_back_from(object);
            if let Some(row) = row {
                state.goes_on_in_vain(row);
            }
        });
    }

    fn object(&self) -> ObjectId {
        with(|state| self.id.object(state, ObjectKind::Condvar))
    }
}

/// Of a wait that timed out: the row of those that did. To have the lock back is nothing
/// gained, it was given away for the wait.
fn note_timeout(place: Place) -> u32 {
    empty_handed(place);
    with(|state| state.fruitless_row())
}

impl fmt::Debug for Condvar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Condvar { .. }")
    }
}
