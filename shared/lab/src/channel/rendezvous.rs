//! Channels of capacity zero: a send and a receive meet, or wait for each other.
//!
//! Who comes second chooses the one who has waited longest at the other end
//! and takes it off the list; from then on the two belong together. The
//! message lies on a table, marked with the receiver that it is for: another
//! one may come by before its own does.
//!
//! | the sender comes second          | the receiver comes second          |
//! |----------------------------------|------------------------------------|
//! | chooses a receiver and wakes it  | chooses a sender and wakes it      |
//! | puts the message on the table    | waits for the handover             |
//! | goes on                          | the sender puts the message there  |
//! | the receiver takes it            | the receiver takes it              |

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::engine::object::{End, ObjectId};
use crate::engine::state::Chosen;
use crate::engine::{Place, State, Tid, in_vain, point, with};

/// Messages on their way from one thread to another.
pub(super) struct Table<T>(Arc<Mutex<Vec<(Tid, T)>>>);

impl<T> Table<T> {
    pub(super) fn new() -> Table<T> {
        Table(Arc::default())
    }

    pub(super) fn put(&self, receiver: Tid, msg: T) {
        self.messages().push((receiver, msg));
    }

    /// Takes the message for the current thread.
    pub(super) fn take(&self) -> Option<T> {
        let current = with(|state| state.current);
        let mut messages = self.messages();
        let mine = messages.iter().position(|(tid, _)| *tid == current)?;
        Some(messages.remove(mine).1)
    }

    fn messages(&self) -> MutexGuard<'_, Vec<(Tid, T)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Clone for Table<T> {
    fn clone(&self) -> Table<T> {
        Table(self.0.clone())
    }
}

pub(super) fn is(object: ObjectId) -> bool {
    with(|state| state.objects[object].capacity == Some(0))
}

pub(super) fn other(end: End) -> End {
    match end {
        End::Send => End::Receive,
        End::Receive => End::Send,
    }
}

/// Commits a thread that waits at the other end to the caller.
///
/// `Err`: nobody waits there; true if nobody ever will.
pub(super) fn meet(object: ObjectId, end: End) -> Result<usize, bool> {
    with(|state| {
        let other = other(end);
        let Some(partner) = state.take_waiter(object, other) else {
            return Err(state.objects[object].alive(other) == 0);
        };
        state.threads[partner].chosen = Some(Chosen {
            object,
            end: other,
            partner: state.current,
        });
        state.make_ready(partner);
        Ok(partner)
    })
}

/// What the caller was chosen for while it waited.
pub(super) fn chosen() -> Option<Chosen> {
    with(|state| state.threads[state.current].chosen.take())
}

/// Tells those who only watch the other end that someone waits at this one.
pub(super) fn announce(state: &mut State, object: ObjectId, end: End) {
    if state.objects[object].capacity == Some(0) {
        state.wake_watchers(object, other(end));
    }
}

/// A look at a channel, after which it may have changed already.
pub(super) fn look(place: Place) {
    point(place);
    in_vain(place);
}
