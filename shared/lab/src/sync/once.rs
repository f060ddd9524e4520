use std::fmt;
use std::sync;

use super::Id;
use super::poison::Poison;
use crate::engine::object::{End, Manner, ObjectKind};
use crate::engine::{
    ObjectId, Place, Wait, active, block, here, in_vain, point, try_with, with,
};

/// Lets the first caller through while the others wait, in the lab.
struct Gate<'a> {
    object: ObjectId,
    id: &'a Id,
}

impl<'a> Gate<'a> {
    /// Waits while someone is inside. `None`: it is `done` by now.
    fn enter(id: &'a Id, place: Place, done: impl Fn() -> bool) -> Option<Gate<'a>> {
        point(place);
        let object = with(|state| id.object(state, ObjectKind::Once));
        while !done() {
            let first = with(|state| {
                let current = state.current;
                let holders = &mut state.objects[object].holders;
                let first = holders.is_empty();
                if first {
                    holders.push((current, place));
                }
                first
            });
            if first {
                return Some(Gate { object, id });
            }
            wait_at(object, place);
        }
        None
    }
}

fn wait_at(object: ObjectId, place: Place) {
    block(Wait::Once(object), None, place, |state| {
        state.enlist(object, End::Receive, Manner::Only);
    });
}

/// Waits until someone has made it `done`.
fn wait_until(id: &Id, place: Place, done: impl Fn() -> bool) {
    point(place);
    let object = with(|state| id.object(state, ObjectKind::Once));
    while !done() {
        wait_at(object, place);
    }
}

impl Drop for Gate<'_> {
    fn drop(&mut self) {
        try_with(|state| {
            if self.id.known(state) == Some(self.object) {
                state.objects[self.object].holders.clear();
                state.wake_everyone(self.object, End::Receive);
                state.progress();
            }
        });
    }
}

/// Does something once, as `std::sync::Once`.
pub struct Once {
    id: Id,
    real: sync::Once,
    /// In the lab: whether a call panicked, which the real one does not tell.
    poison: Poison,
}

/// Tells a [`Once::call_once_force`] what happened before.
pub type OnceState = sync::OnceState;

impl Once {
    /// Nothing done yet.
    #[track_caller]
    pub const fn new() -> Once {
        Once {
            id: Id::new(),
            real: sync::Once::new(),
            poison: Poison::new(),
        }
    }

    /// Calls `f` if nobody has; returns when it has been called to its end.
    ///
    /// # Panics
    ///
    /// When an earlier call panicked.
    #[track_caller]
    pub fn call_once<F: FnOnce()>(&self, f: F) {
        if !active() {
            return self.real.call_once(f);
        }
        self.call_in_lab(here(), || self.real.call_once(f));
    }

    /// As [`Once::call_once`], also when an earlier call panicked.
    #[track_caller]
    pub fn call_once_force<F: FnOnce(&OnceState)>(&self, f: F) {
        if !active() {
            return self.real.call_once_force(f);
        }
        self.call_in_lab(here(), || self.real.call_once_force(f));
    }

    fn call_in_lab(&self, place: Place, call: impl FnOnce()) {
        let done = || self.real.is_completed();
        if let Some(_gate) = Gate::enter(&self.id, place, done) {
            let _leaves = self.poison.watch();
            call();
        }
    }

    /// Waits until it has been done.
    ///
    /// # Panics
    ///
    /// When a call panicked.
    #[track_caller]
    pub fn wait(&self) {
        if !active() {
            return self.real.wait();
        }
        let done = || self.real.is_completed() || self.poison.is_set();
        wait_until(&self.id, here(), done);
        assert!(
            self.real.is_completed(),
            "Once instance has previously been poisoned"
        );
    }

    /// As [`Once::wait`], also when a call panicked: another may still come.
    #[track_caller]
    pub fn wait_force(&self) {
        if !active() {
            return self.real.wait_force();
        }
        wait_until(&self.id, here(), || self.real.is_completed());
    }

    /// Whether it has been done.
    #[track_caller]
    pub fn is_completed(&self) -> bool {
        look(here());
        self.real.is_completed()
    }
}

impl Default for Once {
    #[track_caller]
    fn default() -> Once {
        Once::new()
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Once { .. }")
    }
}

/// A value that is set once, as `std::sync::OnceLock`.
pub struct OnceLock<T> {
    id: Id,
    real: sync::OnceLock<T>,
}

impl<T> OnceLock<T> {
    /// No value yet.
    #[track_caller]
    pub const fn new() -> OnceLock<T> {
        OnceLock {
            id: Id::new(),
            real: sync::OnceLock::new(),
        }
    }

    /// The value, if it has been set.
    #[track_caller]
    pub fn get(&self) -> Option<&T> {
        look(here());
        self.real.get()
    }

    /// The value, if it has been set, for one who has it to himself.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.real.get_mut()
    }

    /// Sets the value, after whoever is about to.
    ///
    /// # Errors
    ///
    /// When it is set already: the new value.
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), T> {
        let mut value = Some(value);
        self.get_or_init(|| value.take().expect("called once"));
        match value {
            None => Ok(()),
            Some(value) => Err(value),
        }
    }

    /// The value; `f` makes it if nobody has. Waits while another thread makes it.
    #[track_caller]
    pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T {
        if active() {
            let done = || self.real.get().is_some();
            if let Some(_gate) = Gate::enter(&self.id, here(), done) {
                return self.real.get_or_init(f);
            }
        }
        self.real.get_or_init(f)
    }

    /// The value; waits until it is set.
    #[track_caller]
    pub fn wait(&self) -> &T {
        if active() {
            wait_until(&self.id, here(), || self.real.get().is_some());
        }
        self.real.wait()
    }

    /// Gives the value back, if it has been set.
    pub fn into_inner(self) -> Option<T> {
        self.real.into_inner()
    }

    /// Takes the value out, if it has been set.
    pub fn take(&mut self) -> Option<T> {
        self.real.take()
    }
}

fn look(place: Place) {
    if active() {
        point(place);
        in_vain(place);
    }
}

impl<T> Default for OnceLock<T> {
    #[track_caller]
    fn default() -> OnceLock<T> {
        OnceLock::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.real.fmt(f)
    }
}

impl<T: Clone> Clone for OnceLock<T> {
    #[track_caller]
    fn clone(&self) -> OnceLock<T> {
        OnceLock {
            id: Id::new(),
            real: self.real.clone(),
        }
    }
}

impl<T> From<T> for OnceLock<T> {
    #[track_caller]
    fn from(value: T) -> OnceLock<T> {
        OnceLock {
            id: Id::new(),
            real: sync::OnceLock::from(value),
        }
    }
}

impl<T: PartialEq> PartialEq for OnceLock<T> {
    fn eq(&self, other: &OnceLock<T>) -> bool {
        self.real == other.real
    }
}

impl<T: Eq> Eq for OnceLock<T> {}
