use std::fmt;
use std::time::Duration;

use super::arm::Promise;
use super::link::Link;
use super::operation::{self, Outlook};
use super::rendezvous::Table;
use super::{SendError, SendTimeoutError, TrySendError, real, rendezvous};
use crate::engine::object::End;
use crate::engine::{
    Nanos, ObjectId, Place, empty_handed, found_full, here, point, told_closed, with,
};
use crate::time::Instant;

/// The sending end of a channel. Clones send to the same channel; it closes when
/// the last of them is dropped.
pub struct Sender<T> {
    // `Option`, so that dropping can give up the real handle before it tells
    // those who wait.
    pub(super) real: Option<real::Sender<T>>,
    /// In the lab, with capacity 0.
    pub(super) table: Option<Table<T>>,
    pub(super) link: Link,
}

impl<T> Sender<T> {
    #[inline]
    pub(super) fn real(&self) -> &real::Sender<T> {
        self.real.as_ref().expect("only a drop takes it")
    }

    #[inline]
    pub(super) fn object(&self) -> Option<ObjectId> {
        self.link.object()
    }

    /// Sends without waiting.
    ///
    /// # Errors
    ///
    /// `Full` or `Disconnected`, with the message.
    #[inline]
    #[track_caller]
    pub fn try_send(&self, msg: T) -> Result<(), TrySendError<T>> {
        let Some(object) = self.object() else {
            return self.real().try_send(msg);
        };
        let place = here();
        point(place);
        let result = self.attempt(object, msg, place);
        match result {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => found_full(object, place),
            Err(TrySendError::Disconnected(_)) => told_closed(object, place),
        }
        result
    }

    /// Sends, waiting while the channel is full.
    ///
    /// # Errors
    ///
    /// When every receiver is gone, with the message.
    #[inline]
    #[track_caller]
    pub fn send(&self, msg: T) -> Result<(), SendError<T>> {
        let Some(object) = self.object() else {
            return self.real().send(msg);
        };
        match self.send_until(object, msg, None, here()) {
            Ok(()) => Ok(()),
            Err(error) => Err(SendError(error.into_inner())),
        }
    }

    /// Sends, waiting at most `timeout` while the channel is full.
    ///
    /// # Errors
    ///
    /// `Timeout` or `Disconnected`, with the message.
    #[track_caller]
    pub fn send_timeout(
        &self,
        msg: T,
        timeout: Duration,
    ) -> Result<(), SendTimeoutError<T>> {
        let Some(object) = self.object() else {
            return self.real().send_timeout(msg, timeout);
        };
        let deadline = with(|state| state.deadline(timeout));
        self.send_until(object, msg, Some(deadline), here())
    }

    /// Sends, waiting until `deadline` while the channel is full.
    ///
    /// # Errors
    ///
    /// `Timeout` or `Disconnected`, with the message.
    #[track_caller]
    pub fn send_deadline(
        &self,
        msg: T,
        deadline: Instant,
    ) -> Result<(), SendTimeoutError<T>> {
        let Some(object) = self.object() else {
            return self.real().send_deadline(msg, deadline.to_std());
        };
        self.send_until(object, msg, Some(deadline.to_nanos()), here())
    }

    fn send_until(
        &self,
        object: ObjectId,
        mut msg: T,
        deadline: Option<Nanos>,
        place: Place,
    ) -> Result<(), SendTimeoutError<T>> {
        point(place);
        loop {
            msg = match self.attempt(object, msg, place) {
                Ok(()) => return Ok(()),
                Err(TrySendError::Disconnected(msg)) => {
                    told_closed(object, place);
                    return Err(SendTimeoutError::Disconnected(msg));
                }
                Err(TrySendError::Full(msg)) => msg,
            };
            if operation::is_late(deadline) {
                empty_handed(place);
                return Err(SendTimeoutError::Timeout(msg));
            }
            let chosen = operation::wait(Some(object), End::Send, deadline, place);
            if let Some(chosen) = chosen {
                self.hand_over(object, msg, chosen.partner, place);
                return Ok(());
            }
        }
    }

    /// One attempt, which never waits.
    fn attempt(
        &self,
        object: ObjectId,
        msg: T,
        place: Place,
    ) -> Result<(), TrySendError<T>> {
        match operation::room(object) {
            // In a destructor, which may not survive an error.
            Outlook::TakenApart => Ok(()),
            Outlook::Rendezvous => match rendezvous::meet(object, End::Send) {
                Ok(partner) => {
                    self.hand_over(object, msg, partner, place);
                    Ok(())
                }
                Err(true) => Err(TrySendError::Disconnected(msg)),
                Err(false) => Err(TrySendError::Full(msg)),
            },
            Outlook::Blocked => Err(TrySendError::Full(msg)),
            Outlook::Free | Outlook::Closed => self.put(object, msg, place),
        }
    }

    fn put(
        &self,
        object: ObjectId,
        msg: T,
        place: Place,
    ) -> Result<(), TrySendError<T>> {
        self.real().try_send(msg)?;
        operation::sent(object, self.link.number(), place);
        Ok(())
    }

    /// Gives the message to a receiver that has committed itself to it.
    pub(super) fn hand_over(
        &self,
        object: ObjectId,
        msg: T,
        partner: usize,
        place: Place,
    ) {
        let table = self.table.as_ref().expect("it is a rendezvous");
        table.put(partner, msg);
        operation::handed_over(object, self.link.number(), partner, place);
    }

    /// Carries out what a `Select` has chosen.
    pub(super) fn send_selected(
        &self,
        object: ObjectId,
        msg: T,
        promise: Promise,
        place: Place,
    ) -> Result<(), SendError<T>> {
        match promise {
            Promise::Meeting(_, partner) => {
                self.hand_over(object, msg, partner, place);
                Ok(())
            }
            Promise::Claim(..) => {
                with(|state| promise.settle(state));
                let sent = self.put(object, msg, place);
                sent.map_err(|error| SendError(error.into_inner()))
            }
            Promise::Closed | Promise::Time(_) => {
                told_closed(object, place);
                Err(SendError(msg))
            }
        }
    }

    /// Whether the channel holds nothing just now.
    #[inline]
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the channel holds all it can just now; always, with capacity 0.
    #[inline]
    #[track_caller]
    pub fn is_full(&self) -> bool {
        let len = self.len();
        self.capacity().is_some_and(|capacity| len >= capacity)
    }

    /// How many messages the channel holds just now.
    #[inline]
    #[track_caller]
    pub fn len(&self) -> usize {
        if let Some(object) = self.object() {
            rendezvous::look(here());
            if rendezvous::is(object) {
                return 0;
            }
        }
        self.real().len()
    }

    /// How many messages the channel can hold; `None`: any number.
    pub fn capacity(&self) -> Option<usize> {
        match self.object() {
            None => self.real().capacity(),
            Some(object) => with(|state| state.objects[object].capacity),
        }
    }

    /// Whether both send to the same channel.
    pub fn same_channel(&self, other: &Sender<T>) -> bool {
        self.link.same_channel(&other.link) && self.real().same_channel(other.real())
    }
}

impl<T> Clone for Sender<T> {
    #[track_caller]
    fn clone(&self) -> Sender<T> {
        Sender {
            real: self.real.clone(),
            table: self.table.clone(),
            link: self.link.another(End::Send, here()),
        }
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.link.drop_real(&mut self.real);
        self.link.drop_handle();
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sender { .. }")
    }
}
