//! Atomics, as in `std::sync::atomic`, with a scheduling point before each use.
//!
//! The lab runs one thread at a time, so every ordering acts like `SeqCst` in
//! it: what a weaker ordering permits on a real machine it does not show.

use std::fmt;
use std::sync::atomic as real;

use crate::engine::{self, Place, active, here, point, with};

pub use std::sync::atomic::Ordering;

/// Before every use.
#[inline]
fn before(place: Place) {
    if active() {
        point(place);
    }
}

/// After a use that changed the value.
#[inline]
fn changed(verb: &'static str, place: Place) {
    if active() {
        note_change(verb, place);
    }
}

fn note_change(verb: &'static str, place: Place) {
    with(|state| {
        state.progress();
        state.did(verb, None, place);
    });
}

/// After a use that found the value as it was.
#[inline]
fn looked(verb: &'static str, place: Place) {
    if active() {
        note_look(verb, place);
    }
}

fn note_look(verb: &'static str, place: Place) {
    with(|state| state.did(verb, None, place));
    engine::in_vain(place);
}

#[inline]
fn swapped(differs: bool, verb: &'static str, place: Place) {
    if differs {
        changed(verb, place);
    } else {
        looked(verb, place);
    }
}

/// Orders what comes before against what comes after, as the standard one.
#[inline]
#[track_caller]
pub fn fence(order: Ordering) {
    before(here());
    real::fence(order);
}

macro_rules! common {
    ($atomic:ident, $type:ty $(, $param:ident)?) => {
        impl$(<$param>)? $atomic$(<$param>)? {
            /// One that holds `value`.
            pub const fn new(value: $type) -> Self {
                $atomic { real: real::$atomic::new(value) }
            }

            /// The value.
            #[inline]
            #[track_caller]
            pub fn load(&self, order: Ordering) -> $type {
                let place = here();
                before(place);
                let value = self.real.load(order);
                looked("loads an atomic", place);
                value
            }

            /// Sets the value.
            #[inline]
            #[track_caller]
            pub fn store(&self, value: $type, order: Ordering) {
                let place = here();
                before(place);
                self.real.store(value, order);
                changed("stores to an atomic", place);
            }

            /// Sets the value and returns the one before.
            #[inline]
            #[track_caller]
            pub fn swap(&self, value: $type, order: Ordering) -> $type {
                let place = here();
                before(place);
                let old = self.real.swap(value, order);
                swapped(old != value, "swaps an atomic", place);
                old
            }

            /// Sets the value to `new` if it is `current`.
            ///
            /// # Errors
            ///
            /// When it is not: the value.
            #[inline]
            #[track_caller]
            pub fn compare_exchange(
                &self,
                current: $type,
                new: $type,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$type, $type> {
                let place = here();
                before(place);
                let result = self.real.compare_exchange(current, new, success, failure);
                swapped(result.is_ok(), "exchanges an atomic", place);
                result
            }

            /// As [`Self::compare_exchange`], but it may fail for no reason; in
            /// the lab it does not.
            ///
            /// # Errors
            ///
            /// When the value is not `current`, or for no reason: the value.
            #[inline]
            #[track_caller]
            pub fn compare_exchange_weak(
                &self,
                current: $type,
                new: $type,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$type, $type> {
                let place = here();
                before(place);
                let result = if active() {
                    self.real.compare_exchange(current, new, success, failure)
                } else {
                    self.real.compare_exchange_weak(current, new, success, failure)
                };
                swapped(result.is_ok(), "exchanges an atomic", place);
                result
            }

            /// Changes the value by `f`, again and again until nobody else changed
            /// it in between.
            ///
            /// # Errors
            ///
            /// When `f` returns `None`: the value.
            #[inline]
            #[track_caller]
            pub fn fetch_update<F: FnMut($type) -> Option<$type>>(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                mut f: F,
            ) -> Result<$type, $type> {
                let mut old = self.load(fetch_order);
                while let Some(new) = f(old) {
                    match self.compare_exchange_weak(old, new, set_order, fetch_order) {
                        Ok(old) => return Ok(old),
                        Err(now) => old = now,
                    }
                }
                Err(old)
            }

            /// The value, for one who has the atomic to himself.
            pub fn get_mut(&mut self) -> &mut $type {
                self.real.get_mut()
            }

            /// Gives the value back.
            pub fn into_inner(self) -> $type {
                self.real.into_inner()
            }
        }

        impl$(<$param>)? fmt::Debug for $atomic$(<$param>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                // Not a scheduling point: looking at a value to print it should
                // not change what is printed.
                self.real.fmt(f)
            }
        }

        impl$(<$param>)? From<$type> for $atomic$(<$param>)? {
            fn from(value: $type) -> Self {
                Self::new(value)
            }
        }
    };
}

macro_rules! fetch {
    ($atomic:ident, $type:ty: $($(#[$doc:meta])* $name:ident),* $(,)?) => {
        impl $atomic {
            $(
                $(#[$doc])*
                /// Returns the value before.
                #[inline]
                #[track_caller]
                pub fn $name(&self, value: $type, order: Ordering) -> $type {
                    let place = here();
                    before(place);
                    let old = self.real.$name(value, order);
                    let now = self.real.load(Ordering::Relaxed);
                    swapped(old != now, "changes an atomic", place);
                    old
                }
            )*
        }
    };
}

macro_rules! integer {
    ($($atomic:ident $type:ident),* $(,)?) => {
        $(
            #[doc = concat!("An atomic `", stringify!($type), "`.")]
            #[derive(Default)]
            pub struct $atomic {
                real: real::$atomic,
            }
            common!($atomic, $type);
            fetch!(
                $atomic, $type:
                /// Adds, wrapping around at the end.
                fetch_add,
                /// Subtracts, wrapping around at the end.
                fetch_sub,
                /// Keeps the greater.
                fetch_max,
                /// Keeps the smaller.
                fetch_min,
                /// Combines the bits by "and".
                fetch_and,
                /// Combines the bits by "nand".
                fetch_nand,
                /// Combines the bits by "or".
                fetch_or,
                /// Combines the bits by "xor".
                fetch_xor,
            );
        )*
    };
}

integer!(
    AtomicU8 u8, AtomicU16 u16, AtomicU32 u32, AtomicU64 u64, AtomicUsize usize,
    AtomicI8 i8, AtomicI16 i16, AtomicI32 i32, AtomicI64 i64, AtomicIsize isize,
);

/// An atomic `bool`.
#[derive(Default)]
pub struct AtomicBool {
    real: real::AtomicBool,
}
common!(AtomicBool, bool);
fetch!(
    AtomicBool, bool:
    /// Combines by "and".
    fetch_and,
    /// Combines by "nand".
    fetch_nand,
    /// Combines by "or".
    fetch_or,
    /// Combines by "xor".
    fetch_xor,
);

impl AtomicBool {
    /// Turns it over. Returns the value before.
    #[track_caller]
    pub fn fetch_not(&self, order: Ordering) -> bool {
        self.fetch_xor(true, order)
    }
}

/// An atomic raw pointer.
pub struct AtomicPtr<T> {
    real: real::AtomicPtr<T>,
}
common!(AtomicPtr, *mut T, T);

impl<T> Default for AtomicPtr<T> {
    fn default() -> AtomicPtr<T> {
        AtomicPtr::new(std::ptr::null_mut())
    }
}

/// Tells the processor that the caller waits in a loop.
#[inline]
#[track_caller]
pub fn spin_loop() {
    if active() {
        spin_in_lab(here());
    } else {
        std::hint::spin_loop();
    }
}

fn spin_in_lab(place: Place) {
    point(place);
    engine::in_vain(place);
}
