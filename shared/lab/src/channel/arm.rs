use std::ptr;

use super::rendezvous;
use super::timer::Due;
use crate::engine::object::End;
use crate::engine::{Nanos, ObjectId, State, Tid, with};

/// An operation of the lab, without the type of its messages: a `Select` may go
/// from thread to thread, as the real one does.
#[derive(Clone)]
pub(super) struct Arm {
    pub(super) handle: HandleId,
    pub(super) source: ArmSource,
}

#[derive(Clone)]
pub(super) enum ArmSource {
    Channel(ObjectId, End),
    Timer(Due),
    Never,
}

/// Tells the handles apart that were added: one must be passed again to carry
/// the operation out. It is the address, as in crossbeam.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HandleId(usize);

impl HandleId {
    pub(super) fn of<T>(handle: &T) -> HandleId {
        HandleId(ptr::from_ref(handle).addr())
    }
}

impl Arm {
    /// Whether the operation would go through now.
    pub(super) fn is_ready(&self, state: &State) -> bool {
        let (object, end) = match &self.source {
            ArmSource::Channel(object, end) => (*object, *end),
            ArmSource::Timer(due) => return due.has_come(state),
            ArmSource::Never => return false,
        };
        let channel = &state.objects[object];
        let other = rendezvous::other(end);
        if channel.alive(other) == 0 {
            return true;
        }
        match channel.capacity {
            Some(0) => state.has_waiter(object, other),
            _ => channel.is_free(end),
        }
    }

    /// Takes what made the operation ready, so that nobody else does.
    pub(super) fn commit(&self) -> Promise {
        let (object, end) = match &self.source {
            ArmSource::Channel(object, end) => (*object, *end),
            ArmSource::Timer(due) => {
                return due.take().map_or(Promise::Closed, Promise::Time);
            }
            ArmSource::Never => return Promise::Closed,
        };
        if rendezvous::is(object) {
            return match rendezvous::meet(object, end) {
                Ok(partner) => Promise::Meeting(object, partner),
                Err(_) => Promise::Closed,
            };
        }
        with(|state| {
            let channel = &mut state.objects[object];
            let closed = channel.alive(rendezvous::other(end)) == 0;
            if !channel.is_free(end) || (closed && end == End::Send) {
                return Promise::Closed;
            }
            channel.claimed[end as usize] += 1;
            Promise::Claim(object, end)
        })
    }

    pub(super) fn channel(&self) -> Option<(ObjectId, End)> {
        match self.source {
            ArmSource::Channel(object, end) => Some((object, end)),
            _ => None,
        }
    }

    pub(super) fn due(&self) -> Option<Nanos> {
        match &self.source {
            ArmSource::Timer(due) => due.get(),
            _ => None,
        }
    }
}

/// Why the chosen operation will go through whatever others do until then.
#[derive(Clone, Copy)]
pub(super) enum Promise {
    /// A thread waits for this one at a rendezvous.
    Meeting(ObjectId, Tid),
    /// Room or a message is kept for it.
    Claim(ObjectId, End),
    /// The timer's message, which is taken already.
    Time(Nanos),
    /// Nobody is left at the other end.
    Closed,
}

impl Promise {
    /// Ends a claim, to use it or to leave it to others.
    pub(super) fn settle(self, state: &mut State) {
        if let Promise::Claim(object, end) = self {
            state.objects[object].claimed[end as usize] -= 1;
        }
    }
}
