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
        let key = std::ptr::from_ref(self) as usize;
        let found = try_with(|state| {
            let locals = &state.threads[state.current].locals;
            let found = locals.iter().find(|(k, _)| *k == key);
            found.map(|(_, value)| value.clone())
        })
        .ok_or(AccessError)?;
        let value = match found {
            Some(value) => value,
            None => {
                // Made while the state is free: it may use the lab itself.
                let value: Rc<dyn std::any::Any> = Rc::new((self.init)());
                with(|state| {
                    let current = state.current;
                    state.threads[current].locals.push((key, value.clone()));
                });
                value
            }
        };
        let value: &T = value.downcast_ref().expect("the key fixes the type");
        Ok(f(value))
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
