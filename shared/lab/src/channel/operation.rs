//! What the lab does around an operation of a channel, whatever the messages.
//!
//! None of it is generic: it is compiled with the lab, and optimised as the lab
//! is. A generic function is compiled again in each crate that uses it, as that
//! crate is; those of learners are not optimised.

use super::rendezvous;
use crate::engine::object::{End, Manner};
use crate::engine::state::Chosen;
use crate::engine::{Nanos, ObjectId, Place, Wait, block, with};

/// What an operation would find at its end of a channel.
pub(super) enum Outlook {
    /// It goes through; a send to a closed channel fails in the real one.
    Free,
    /// It would have to wait.
    Blocked,
    /// Nobody is left at the other end.
    Closed,
    /// It needs a partner.
    Rendezvous,
    /// The run is taken apart: the caller is a destructor.
    TakenApart,
}

/// What a send to `object` would find.
pub(super) fn room(object: ObjectId) -> Outlook {
    with(|state| {
        let channel = &state.objects[object];
        if state.aborting {
            Outlook::TakenApart
        } else if channel.capacity == Some(0) {
            Outlook::Rendezvous
        } else if channel.alive(End::Receive) > 0 && !channel.is_free(End::Send) {
            Outlook::Blocked
        } else {
            Outlook::Free
        }
    })
}

/// What a receive from `object` would find.
pub(super) fn stock(object: ObjectId) -> Outlook {
    with(|state| {
        let channel = &state.objects[object];
        if channel.capacity == Some(0) {
            Outlook::Rendezvous
        } else if channel.is_free(End::Receive) {
            Outlook::Free
        } else if channel.alive(End::Send) == 0 {
            Outlook::Closed
        } else {
            Outlook::Blocked
        }
    })
}

/// A message went into the queue, by this handle.
pub(super) fn sent(object: ObjectId, handle: usize, place: Place) {
    with(|state| {
        let channel = &mut state.objects[object];
        channel.deepen();
        state.note_sent(object, handle);
        state.wake(object, End::Receive);
        state.progress();
        state.did("sends to", Some(object), place);
    });
}

/// A message came out of the queue.
pub(super) fn received(object: ObjectId, place: Place) {
    with(|state| {
        state.note_taken(object);
        state.objects[object].depth -= 1;
        state.wake(object, End::Send);
        state.progress();
        state.did("receives from", Some(object), place);
    });
}

/// A message lies on the table for `partner`, from this handle.
pub(super) fn handed_over(
    object: ObjectId,
    handle: usize,
    partner: usize,
    place: Place,
) {
    with(|state| {
        let channel = &mut state.objects[object];
        channel.messages += 1;
        state.note_sent(object, handle);
        if state.threads[partner].wait == Wait::Handover(object) {
            state.make_ready(partner);
        }
        state.progress();
        state.did("sends to", Some(object), place);
    });
}

/// A message was taken from the table.
pub(super) fn taken_over(object: ObjectId, place: Place) {
    with(|state| {
        state.note_taken(object);
        state.progress();
        state.did("receives from", Some(object), place);
    });
}

/// Whether it is too late to wait any longer.
pub(super) fn is_late(deadline: Option<Nanos>) -> bool {
    deadline.is_some_and(|deadline| with(|state| state.clock.now >= deadline))
}

/// The first of two times, if there is one.
pub(super) fn earlier(one: Option<Nanos>, other: Option<Nanos>) -> Option<Nanos> {
    [one, other].into_iter().flatten().min()
}

/// Waits at `end` of a channel, or only for the clock. Returns the partner that
/// the caller was chosen by meanwhile, if it was.
pub(super) fn wait(
    object: Option<ObjectId>,
    end: End,
    deadline: Option<Nanos>,
    place: Place,
) -> Option<Chosen> {
    let what = match (object, end) {
        (None, _) => Wait::Never,
        (Some(object), End::Send) => Wait::Send(object),
        (Some(object), End::Receive) => Wait::Receive(object),
    };
    block(what, deadline, place, |state| {
        if let Some(object) = object {
            state.enlist(object, end, Manner::Only);
            rendezvous::announce(state, object, end);
        }
    });
    rendezvous::chosen()
}

/// Waits for the message that a partner is about to hand over.
pub(super) fn await_handover(object: ObjectId, place: Place) {
    // The sender calls this thread by its number.
    block(Wait::Handover(object), None, place, |_| ());
}
