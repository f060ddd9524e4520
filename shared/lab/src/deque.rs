//! Queues for work stealing, as in `crossbeam::deque`. They never wait; in the
//! lab each operation is a scheduling point.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fmt, ptr};

use crossbeam::deque as real;

use crate::engine::{self, Place, active, here, point, with};

pub use crossbeam::deque::Steal;

/// A scheduling point, the operation on `queue`, and a note of what it did, if that was
/// anything.
#[inline]
fn operate<Q, R>(
    queue: &Q,
    place: Place,
    operation: impl FnOnce() -> R,
    did: impl FnOnce(&R) -> Option<&'static str>,
) -> R {
    if !active() {
        return operation();
    }
    point(place);
    let result = operation();
    note(did(&result), ptr::from_ref(queue).addr(), place);
    result
}

/// Steals by `operation`. In the lab no other thread comes in its middle: if another
/// steals at the scheduling point, that was before it, or else in its middle, and then
/// this one is to retry.
#[inline]
fn steal<Q, T>(
    queue: &Q,
    stolen: &AtomicUsize,
    place: Place,
    verb: &'static str,
    operation: impl FnOnce() -> Steal<T>,
) -> Steal<T> {
    if !active() {
        return operation();
    }
    let before = stolen.load(Ordering::Relaxed);
    let unless_late = || {
        if stolen.load(Ordering::Relaxed) != before && is_in_the_middle() {
            Steal::Retry
        } else {
            operation()
        }
    };
    let result = operate(queue, place, unless_late, |result| match result {
        Steal::Success(_) => Some(verb),
        Steal::Retry => Some("is too late to steal"),
        Steal::Empty => None,
    });
    if result.is_success() {
        stolen.fetch_add(1, Ordering::Relaxed);
    }
    result
}

/// A scheduling point, and a look that takes nothing.
#[inline]
fn look<R>(place: Place, operation: impl FnOnce() -> R) -> R {
    if !active() {
        return operation();
    }
    point(place);
    let result = operation();
    note_look(place);
    result
}

// Not generic, so that they are compiled and optimised with the lab.

fn note(did: Option<&'static str>, queue: usize, place: Place) {
    match did {
        Some(verb) => with(|state| {
            state.progress();
            state.did(verb, None, place);
        }),
        None => engine::empty_handed_by(queue, place),
    }
}

fn note_look(place: Place) {
    with(|state| state.did("looks at a deque", None, place));
    engine::in_vain(place);
}

/// Whether another stole in the middle of a steal, and not before it.
fn is_in_the_middle() -> bool {
    with(|state| state.choose(2)) == 1
}

/// A queue of which one thread is the owner; others steal through a [`Stealer`].
pub struct Worker<T> {
    real: real::Worker<T>,
    /// In the lab: how often somebody has stolen from it.
    stolen: Arc<AtomicUsize>,
}

impl<T> Worker<T> {
    /// A queue whose owner takes the oldest task first.
    pub fn new_fifo() -> Worker<T> {
        Worker {
            real: real::Worker::new_fifo(),
            stolen: Arc::default(),
        }
    }

    /// A queue whose owner takes the newest task first.
    pub fn new_lifo() -> Worker<T> {
        Worker {
            real: real::Worker::new_lifo(),
            stolen: Arc::default(),
        }
    }

    /// The right to steal from this queue.
    pub fn stealer(&self) -> Stealer<T> {
        Stealer {
            real: self.real.stealer(),
            stolen: Arc::clone(&self.stolen),
        }
    }

    /// Adds a task.
    #[track_caller]
    pub fn push(&self, task: T) {
        operate(
            self,
            here(),
            || self.real.push(task),
            |()| Some("pushes a task"),
        );
    }

    /// Takes a task, if there is one.
    #[track_caller]
    pub fn pop(&self) -> Option<T> {
        operate(
            self,
            here(),
            || self.real.pop(),
            |task| task.is_some().then_some("pops a task"),
        )
    }

    /// Whether it is empty just now.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        look(here(), || self.real.is_empty())
    }

    /// How many tasks it holds just now.
    #[track_caller]
    pub fn len(&self) -> usize {
        look(here(), || self.real.len())
    }
}

impl<T> fmt::Debug for Worker<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Worker { .. }")
    }
}

/// The right to steal from a [`Worker`].
pub struct Stealer<T> {
    real: real::Stealer<T>,
    stolen: Arc<AtomicUsize>,
}

/// What [`Stealer`] and [`Injector`] have in common.
macro_rules! steals {
    ($from:ident) => {
        impl<T> $from<T> {
            /// Steals a task.
            #[track_caller]
            pub fn steal(&self) -> Steal<T> {
                steal(self, &self.stolen, here(), "steals a task", || {
                    self.real.steal()
                })
            }

            /// Steals about half of the tasks, at most, and moves them to `dest`.
            #[track_caller]
            pub fn steal_batch(&self, dest: &Worker<T>) -> Steal<()> {
                steal(self, &self.stolen, here(), "steals tasks", || {
                    self.real.steal_batch(&dest.real)
                })
            }

            /// As `steal_batch`, with at most `limit` tasks.
            #[track_caller]
            pub fn steal_batch_with_limit(
                &self,
                dest: &Worker<T>,
                limit: usize,
            ) -> Steal<()> {
                steal(self, &self.stolen, here(), "steals tasks", || {
                    self.real.steal_batch_with_limit(&dest.real, limit)
                })
            }

            /// As `steal_batch`, and takes one of them.
            #[track_caller]
            pub fn steal_batch_and_pop(&self, dest: &Worker<T>) -> Steal<T> {
                steal(self, &self.stolen, here(), "steals tasks", || {
                    self.real.steal_batch_and_pop(&dest.real)
                })
            }

            /// As `steal_batch_and_pop`, with at most `limit` tasks.
            #[track_caller]
            pub fn steal_batch_with_limit_and_pop(
                &self,
                dest: &Worker<T>,
                limit: usize,
            ) -> Steal<T> {
                steal(self, &self.stolen, here(), "steals tasks", || {
                    self.real.steal_batch_with_limit_and_pop(&dest.real, limit)
                })
            }

            /// Whether it is empty just now.
            #[track_caller]
            pub fn is_empty(&self) -> bool {
                look(here(), || self.real.is_empty())
            }

            /// How many tasks it holds just now.
            #[track_caller]
            pub fn len(&self) -> usize {
                look(here(), || self.real.len())
            }
        }

        impl<T> fmt::Debug for $from<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($from), " { .. }"))
            }
        }
    };
}

steals!(Stealer);
steals!(Injector);

impl<T> Clone for Stealer<T> {
    fn clone(&self) -> Stealer<T> {
        Stealer {
            real: self.real.clone(),
            stolen: Arc::clone(&self.stolen),
        }
    }
}

/// A queue that every thread may push to and steal from, first in, first out.
pub struct Injector<T> {
    real: real::Injector<T>,
    stolen: AtomicUsize,
}

impl<T> Injector<T> {
    /// An empty queue.
    pub fn new() -> Injector<T> {
        Injector {
            real: real::Injector::new(),
            stolen: AtomicUsize::new(0),
        }
    }

    /// Adds a task.
    #[track_caller]
    pub fn push(&self, task: T) {
        operate(
            self,
            here(),
            || self.real.push(task),
            |()| Some("injects a task"),
        );
    }
}

impl<T> Default for Injector<T> {
    fn default() -> Injector<T> {
        Injector::new()
    }
}
