use std::any::Any;
use std::cell::{Cell, RefCell};
use std::error::Error;
use std::fmt;
use std::rc::Rc;

use crate::engine::{active, try_with, with};

/// A value of which every thread has its own, simulated threads too. Declared
/// with [`crate::thread_local!`].
pub struct LocalKey<T: 'static> {
    real: &'static std::thread::LocalKey<T>,
    init: fn() -> T,
}

/// The thread's value has been destroyed already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessError;

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("already destroyed")
    }
}

impl Error for AccessError {}

impl<T: 'static> LocalKey<T> {
    #[doc(hidden)]
    pub const fn new(
        real: &'static std::thread::LocalKey<T>,
        init: fn() -> T,
    ) -> LocalKey<T> {
        LocalKey { real, init }
    }

    /// Calls `f` with this thread's value, which the first call makes.
    ///
    /// # Panics
    ///
    /// When the value has been destroyed already.
    pub fn with<R>(&'static self, f: impl FnOnce(&T) -> R) -> R {
        self.try_with(f)
            .expect("the thread's value is already destroyed")
    }

    /// As [`LocalKey::with`].
    ///
    /// # Errors
    ///
    /// When the value has been destroyed already.
    pub fn try_with<R>(
        &'static self,
        f: impl FnOnce(&T) -> R,
    ) -> Result<R, AccessError> {
        if !active() {
            return self.real.try_with(f).map_err(|_| AccessError);
        }
        let value = match self.find().ok_or(AccessError)? {
            Some(value) => value,
            // Made while the state is free: it may use the lab itself.
            None => self.keep((self.init)()),
        };
        Ok(f(&value))
    }

    /// In the lab: the current thread's value, if it has one. `None`: no run.
    fn find(&'static self) -> Option<Option<Rc<T>>> {
        let key = std::ptr::from_ref(self) as usize;
        let found = try_with(|state| {
            let locals = &state.threads[state.current].locals;
            let found = locals.iter().find(|(k, _)| *k == key);
            found.map(|(_, value)| value.clone())
        })?;
        let typed = |value: Rc<dyn Any>| value.downcast().ok();
        Some(found.and_then(typed))
    }

    /// In the lab: keeps `value` as the current thread's.
    fn keep(&'static self, value: T) -> Rc<T> {
        let key = std::ptr::from_ref(self) as usize;
        let value = Rc::new(value);
        with(|state| {
            let current = state.current;
            state.threads[current].locals.push((key, value.clone()));
        });
        value
    }
}

impl<T: 'static> LocalKey<Cell<T>> {
    /// Sets this thread's value; makes none before.
    ///
    /// # Panics
    ///
    /// When the value has been destroyed already; so do the others.
    pub fn set(&'static self, value: T) {
        match active().then(|| self.find().flatten()) {
            None => self.real.set(value),
            Some(Some(cell)) => cell.set(value),
            Some(None) => drop(self.keep(Cell::new(value))),
        }
    }

    /// A copy of this thread's value.
    pub fn get(&'static self) -> T
    where
        T: Copy,
    {
        self.with(Cell::get)
    }

    /// Takes this thread's value, and leaves the default one.
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(Cell::take)
    }

    /// Sets this thread's value, and returns the one before.
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T: 'static> LocalKey<RefCell<T>> {
    /// Calls `f` with this thread's value.
    ///
    /// # Panics
    ///
    /// When it is borrowed already, so that this borrow may not be, or has been
    /// destroyed; so do the others.
    pub fn with_borrow<R>(&'static self, f: impl FnOnce(&T) -> R) -> R {
        self.with(|cell| f(&cell.borrow()))
    }

    /// Calls `f` with this thread's value, to change it.
    pub fn with_borrow_mut<R>(&'static self, f: impl FnOnce(&mut T) -> R) -> R {
        self.with(|cell| f(&mut cell.borrow_mut()))
    }

    /// Sets this thread's value; makes none before.
    pub fn set(&'static self, value: T) {
        match active().then(|| self.find().flatten()) {
            None => self.real.set(value),
            Some(Some(cell)) => *cell.borrow_mut() = value,
            Some(None) => drop(self.keep(RefCell::new(value))),
        }
    }

    /// Takes this thread's value, and leaves the default one.
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(RefCell::take)
    }

    /// Sets this thread's value, and returns the one before.
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T> fmt::Debug for LocalKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LocalKey { .. }")
    }
}

/// Declares values of which every thread has its own, as
/// `std::thread_local!` does.
#[macro_export]
macro_rules! thread_local {
    () => {};
    ($(#[$attr:meta])* $vis:vis static $name:ident: $type:ty = const $init:block $(; $($rest:tt)*)?) => {
        $crate::thread_local!($(#[$attr])* $vis static $name: $type = $init);
        $($crate::thread_local!($($rest)*);)?
    };
    ($(#[$attr:meta])* $vis:vis static $name:ident: $type:ty = $init:expr $(; $($rest:tt)*)?) => {
        $(#[$attr])*
        $vis static $name: $crate::thread::LocalKey<$type> = {
            fn init() -> $type {
                $init
            }
            ::std::thread_local!(static REAL: $type = init());
            $crate::thread::LocalKey::new(&REAL, init)
        };
        $($crate::thread_local!($($rest)*);)?
    };
}
