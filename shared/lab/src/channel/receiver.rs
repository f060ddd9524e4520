use std::fmt;
use std::time::Duration;

use super::arm::Promise;
use super::link::Link;
use super::operation::{self, Outlook};
use super::rendezvous::Table;
use super::timer::Timer;
use super::{RecvError, RecvTimeoutError, TryRecvError, real, rendezvous};
use crate::engine::object::End;
use crate::engine::{
    Nanos, ObjectId, Place, active, empty_handed, here, point, told_closed, with,
};
use crate::time::Instant;

/// The receiving end of a channel. Clones take from the same channel: each
/// message goes to one of them.
pub struct Receiver<T> {
    pub(super) source: Source<T>,
}

/// Where messages come from.
pub(super) enum Source<T> {
    Queue {
        // `Option`, so that dropping can give up the real handle before it
        // tells those who wait.
        real: Option<real::Receiver<T>>,
        /// In the lab, with capacity 0.
        table: Option<Table<T>>,
        link: Link,
    },
    Never(real::Receiver<T>),
    Timer(Timer<T>),
}

impl<T> Receiver<T> {
    /// Takes the oldest message without waiting.
    ///
    /// # Errors
    ///
    /// `Empty`, or `Disconnected` when it is empty and every sender is gone.
    #[inline]
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.try_recv_at(here())
    }

    #[inline]
    pub(super) fn try_recv_at(&self, place: Place) -> Result<T, TryRecvError> {
        if !active() {
            return self.real_try_recv();
        }
        point(place);
        let result = self.attempt(place);
        match result {
            Ok(_) => {}
            Err(TryRecvError::Empty) => {
                if let Some(object) = self.object() {
                    let verb = "gets nothing from";
                    with(|state| state.did(verb, Some(object), place));
                }
                self.empty_handed(place);
            }
            Err(TryRecvError::Disconnected) => self.told_closed(place),
        }
        result
    }

    /// Takes the oldest message, waiting while the channel is empty and open.
    ///
    /// # Errors
    ///
    /// When the channel is empty and every sender is gone.
    #[inline]
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        self.recv_at(here())
    }

    #[inline]
    pub(super) fn recv_at(&self, place: Place) -> Result<T, RecvError> {
        if !active() {
            return self.real_recv();
        }
        self.recv_until(None, place).map_err(|_| RecvError)
    }

    /// Takes the oldest message, waiting at most `timeout`.
    ///
    /// # Errors
    ///
    /// `Timeout`, or `Disconnected` when it is empty and every sender is gone.
    #[track_caller]
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        if !active() {
            return self.real_recv_timeout(timeout);
        }
        let deadline = with(|state| state.deadline(timeout));
        self.recv_until(Some(deadline), here())
    }

    /// Takes the oldest message, waiting until `deadline`.
    ///
    /// # Errors
    ///
    /// `Timeout`, or `Disconnected` when it is empty and every sender is gone.
    #[track_caller]
    pub fn recv_deadline(&self, deadline: Instant) -> Result<T, RecvTimeoutError> {
        if !active() {
            return self.real_recv_deadline(deadline.to_std());
        }
        self.recv_until(Some(deadline.to_nanos()), here())
    }

    fn recv_until(
        &self,
        deadline: Option<Nanos>,
        place: Place,
    ) -> Result<T, RecvTimeoutError> {
        point(place);
        loop {
            match self.attempt(place) {
                Ok(msg) => return Ok(msg),
                Err(TryRecvError::Disconnected) => {
                    self.told_closed(place);
                    return Err(RecvTimeoutError::Disconnected);
                }
                Err(TryRecvError::Empty) => {}
            }
            if operation::is_late(deadline) {
                self.empty_handed(place);
                return Err(RecvTimeoutError::Timeout);
            }
            let until = operation::earlier(deadline, self.due());
            let chosen = operation::wait(self.object(), End::Receive, until, place);
            if let Some(chosen) = chosen {
                return Ok(self.take_over(chosen.object, place));
            }
        }
    }

    /// One attempt, which never waits, except for the partner of a rendezvous.
    fn attempt(&self, place: Place) -> Result<T, TryRecvError> {
        let (real, link) = match &self.source {
            Source::Queue {
                real: Some(real),
                link,
                ..
            } => (real, link),
            Source::Timer(timer) => {
                let when = timer.due().take().ok_or(TryRecvError::Empty)?;
                return Ok(timer.message(when));
            }
            _ => return Err(TryRecvError::Empty),
        };
        let object = link.object().expect("the caller is in the lab");
        match operation::stock(object) {
            Outlook::Rendezvous => match rendezvous::meet(object, End::Receive) {
                Ok(_) => Ok(self.take_over(object, place)),
                Err(true) => Err(TryRecvError::Disconnected),
                Err(false) => Err(TryRecvError::Empty),
            },
            Outlook::Closed => Err(TryRecvError::Disconnected),
            Outlook::Blocked => Err(TryRecvError::Empty),
            Outlook::Free | Outlook::TakenApart => {
                let msg = real.try_recv()?;
                operation::received(object, place);
                Ok(msg)
            }
        }
    }

    /// Takes the message of a sender that has committed itself to the caller.
    pub(super) fn take_over(&self, object: ObjectId, place: Place) -> T {
        let Source::Queue {
            table: Some(table), ..
        } = &self.source
        else {
            unreachable!("only a rendezvous has partners");
        };
        loop {
            if let Some(msg) = table.take() {
                operation::taken_over(object, place);
                return msg;
            }
            operation::await_handover(object, place);
        }
    }

    /// Carries out what a `Select` has chosen.
    pub(super) fn recv_selected(
        &self,
        promise: Promise,
        place: Place,
    ) -> Result<T, RecvError> {
        match (promise, &self.source) {
            (Promise::Meeting(object, _), _) => Ok(self.take_over(object, place)),
            (Promise::Claim(..), _) => {
                with(|state| promise.settle(state));
                self.attempt(place).map_err(|_| RecvError)
            }
            (Promise::Time(when), Source::Timer(timer)) => Ok(timer.message(when)),
            _ => {
                self.told_closed(place);
                Err(RecvError)
            }
        }
    }

    fn empty_handed(&self, place: Place) {
        if let Some(object) = self.object() {
            with(|state| state.note_asked(object));
        }
        empty_handed(place);
    }

    fn told_closed(&self, place: Place) {
        if let Some(object) = self.object() {
            told_closed(object, place);
        }
    }

    #[inline]
    fn object(&self) -> Option<ObjectId> {
        match &self.source {
            Source::Queue { link, .. } => link.object(),
            _ => None,
        }
    }

    /// When a timer's next message is due.
    fn due(&self) -> Option<Nanos> {
        match &self.source {
            Source::Timer(timer) => timer.due().get(),
            _ => None,
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
        if active() {
            rendezvous::look(here());
            if self.object().is_some_and(rendezvous::is) {
                return 0;
            }
        }
        match &self.source {
            Source::Queue { real, .. } => real.as_ref().map_or(0, |r| r.len()),
            Source::Never(_) => 0,
            Source::Timer(timer) => usize::from(timer.is_due()),
        }
    }

    /// How many messages the channel can hold; `None`: any number.
    pub fn capacity(&self) -> Option<usize> {
        match &self.source {
            Source::Queue { real, .. } => match self.object() {
                None => real.as_ref().and_then(|r| r.capacity()),
                Some(object) => with(|state| state.objects[object].capacity),
            },
            Source::Never(_) => Some(0),
            Source::Timer(_) => Some(1),
        }
    }

    /// Whether both take from the same channel.
    pub fn same_channel(&self, other: &Receiver<T>) -> bool {
        match (&self.source, &other.source) {
            (
                Source::Queue {
                    real: a, link: x, ..
                },
                Source::Queue {
                    real: b, link: y, ..
                },
            ) => match (a, b) {
                (Some(a), Some(b)) => x.same_channel(y) && a.same_channel(b),
                _ => false,
            },
            (Source::Timer(a), Source::Timer(b)) => a.same(b),
            (Source::Never(_), Source::Never(_)) => true,
            _ => false,
        }
    }
}

// In the real world, where everything is left to crossbeam.
impl<T> Receiver<T> {
    #[inline]
    fn real_try_recv(&self) -> Result<T, TryRecvError> {
        match &self.source {
            Source::Timer(timer) => timer.real_try_recv(),
            Source::Queue {
                real: Some(real), ..
            }
            | Source::Never(real) => real.try_recv(),
            Source::Queue { real: None, .. } => Err(TryRecvError::Disconnected),
        }
    }

    #[inline]
    fn real_recv(&self) -> Result<T, RecvError> {
        match &self.source {
            Source::Timer(timer) => timer.real_recv(),
            Source::Queue {
                real: Some(real), ..
            }
            | Source::Never(real) => real.recv(),
            Source::Queue { real: None, .. } => Err(RecvError),
        }
    }

    pub(super) fn add_to_real<'a>(&'a self, set: &mut real::Select<'a>) -> usize {
        match &self.source {
            Source::Queue { real, .. } => {
                set.recv(real.as_ref().expect("only a drop takes it"))
            }
            Source::Never(real) => set.recv(real),
            Source::Timer(timer) => set.recv(timer.real().0),
        }
    }

    pub(super) fn recv_real(
        &self,
        operation: real::SelectedOperation<'_>,
    ) -> Result<T, RecvError> {
        match &self.source {
            Source::Timer(timer) => {
                let (real, message) = timer.real();
                operation.recv(real).map(message)
            }
            Source::Queue {
                real: Some(real), ..
            }
            | Source::Never(real) => operation.recv(real),
            Source::Queue { real: None, .. } => Err(RecvError),
        }
    }

    fn real_recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        match std::time::Instant::now().checked_add(timeout) {
            Some(deadline) => self.real_recv_deadline(deadline),
            None => self.real_recv().map_err(RecvTimeoutError::from),
        }
    }

    fn real_recv_deadline(
        &self,
        deadline: std::time::Instant,
    ) -> Result<T, RecvTimeoutError> {
        match &self.source {
            Source::Timer(timer) => timer.real_recv_deadline(deadline),
            Source::Queue {
                real: Some(real), ..
            }
            | Source::Never(real) => real.recv_deadline(deadline),
            Source::Queue { real: None, .. } => Err(RecvTimeoutError::Disconnected),
        }
    }
}

impl<T> Clone for Receiver<T> {
    #[track_caller]
    fn clone(&self) -> Receiver<T> {
        let source = match &self.source {
            Source::Queue { real, table, link } => Source::Queue {
                real: real.clone(),
                table: table.clone(),
                link: link.another(End::Receive, here()),
            },
            Source::Never(real) => Source::Never(real.clone()),
            Source::Timer(timer) => Source::Timer(timer.clone()),
        };
        Receiver { source }
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        if let Source::Queue { real, link, .. } = &mut self.source {
            link.drop_real(real);
            link.drop_handle();
        }
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Receiver { .. }")
    }
}
