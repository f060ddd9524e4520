//! Locks and the rest of `std::sync`, and crossbeam's `WaitGroup`: same names,
//! same types, same errors.

pub mod atomic;
mod barrier;
mod condvar;
mod id;
mod mutex;
mod once;
mod poison;
mod rwlock;
mod wait_group;

pub use std::sync::{
    Arc, LockResult, PoisonError, TryLockError, TryLockResult, Weak,
};

pub use self::barrier::{Barrier, BarrierWaitResult};
pub use self::condvar::{Condvar, WaitTimeoutResult};
pub use self::mutex::{Mutex, MutexGuard};
pub use self::once::{Once, OnceLock, OnceState};
pub use self::rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
pub use self::wait_group::WaitGroup;

pub(crate) use self::id::Id;
