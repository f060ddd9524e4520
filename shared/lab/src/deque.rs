//! Queues for work stealing, as in `crossbeam::deque`. They never wait; in the
//! lab each operation is a scheduling point.

use std::{fmt, ptr};

use crossbeam::deque as real;

use crate::engine::{self, Place, active, here, point, with};

pub use crossbeam::deque::Steal;

/// A scheduling point, the operation on `queue`, and a note of what came of it.
#[inline]
fn operate<Q, R>(
    queue: &Q,
    place: Place,
    verb: &'static str,
    operation: impl FnOnce() -> R,
    got: impl FnOnce(&R) -> bool,
) -> R {
    if !active() {
        return operation();
    }
    point(place);
    let result = operation();
    if got(&result) {
        with(|state| {
            state.progress();
            state.did(verb, None, place);
        });
    } else {
        engine::empty_handed_by(ptr::from_ref(queue).addr(), place);
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
    with(|state| state.did("looks at a deque", None, place));
    engine::in_vain(place);
    result
}

/// A queue of which one thread is the owner; others steal through a [`Stealer`].
pub struct Worker<T> {
    real: real::Worker<T>,
}

impl<T> Worker<T> {
    /// A queue whose owner takes the oldest task first.
    pub fn new_fifo() -> Worker<T> {
        Worker {
            real: real::Worker::new_fifo(),
        }
    }

    /// A queue whose owner takes the newest task first.
    pub fn new_lifo() -> Worker<T> {
        Worker {
            real: real::Worker::new_lifo(),
        }
    }

    /// The right to steal from this queue.
    pub fn stealer(&self) -> Stealer<T> {
        Stealer {
            real: self.real.stealer(),
        }
    }

    /// Adds a task.
    #[track_caller]
    pub fn push(&self, task: T) {
        operate(
            self,
            here(),
            "pushes a task",
            || self.real.push(task),
            |()| true,
        );
    }

    /// Takes a task, if there is one.
    #[track_caller]
    pub fn pop(&self) -> Option<T> {
        operate(
            self,
            here(),
            "pops a task",
            || self.real.pop(),
            Option::is_some,
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
}

/// What [`Stealer`] and [`Injector`] have in common.
macro_rules! steals {
    ($from:ident) => {
        impl<T> $from<T> {
            /// Steals a task.
            #[track_caller]
            pub fn steal(&self) -> Steal<T> {
                operate(
                    self,
                    here(),
                    "steals a task",
                    || self.real.steal(),
                    Steal::is_success,
                )
            }

            /// Steals about half of the tasks, at most, and moves them to `dest`.
            #[track_caller]
            pub fn steal_batch(&self, dest: &Worker<T>) -> Steal<()> {
                operate(
                    self,
                    here(),
                    "steals tasks",
                    || self.real.steal_batch(&dest.real),
                    Steal::is_success,
                )
            }

            /// As `steal_batch`, with at most `limit` tasks.
            #[track_caller]
            pub fn steal_batch_with_limit(
                &self,
                dest: &Worker<T>,
                limit: usize,
            ) -> Steal<()> {
                operate(
                    self,
                    here(),
                    "steals tasks",
                    || self.real.steal_batch_with_limit(&dest.real, limit),
                    Steal::is_success,
                )
            }

            /// As `steal_batch`, and takes one of them.
            #[track_caller]
            pub fn steal_batch_and_pop(&self, dest: &Worker<T>) -> Steal<T> {
                operate(
                    self,
                    here(),
                    "steals tasks",
                    || self.real.steal_batch_and_pop(&dest.real),
                    Steal::is_success,
                )
            }

            /// As `steal_batch_and_pop`, with at most `limit` tasks.
            #[track_caller]
            pub fn steal_batch_with_limit_and_pop(
                &self,
                dest: &Worker<T>,
                limit: usize,
            ) -> Steal<T> {
                operate(
                    self,
                    here(),
                    "steals tasks",
                    || self.real.steal_batch_with_limit_and_pop(&dest.real, limit),
                    Steal::is_success,
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
        }
    }
}

/// A queue that every thread may push to and steal from, first in, first out.
pub struct Injector<T> {
    real: real::Injector<T>,
}

impl<T> Injector<T> {
    /// An empty queue.
    pub fn new() -> Injector<T> {
        Injector {
            real: real::Injector::new(),
        }
    }

    /// Adds a task.
    #[track_caller]
    pub fn push(&self, task: T) {
        operate(
            self,
            here(),
            "injects a task",
            || self.real.push(task),
            |()| true,
        );
    }
}

impl<T> Default for Injector<T> {
    fn default() -> Injector<T> {
        Injector::new()
    }
}
