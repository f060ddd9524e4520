use std::fmt;

use super::arm::{HandleId, Promise};
use super::receiver::Receiver;
use super::sender::Sender;
use super::{RecvError, SendError, real};
use crate::engine::{Place, try_with};

/// An operation that was chosen and must now be carried out.
#[must_use]
pub struct SelectedOperation<'a> {
    inner: Option<Selected<'a>>,
}

enum Selected<'a> {
    Real(real::SelectedOperation<'a>),
    Lab(Chosen),
}

impl<'a> SelectedOperation<'a> {
    pub(super) fn real(operation: real::SelectedOperation<'a>) -> Self {
        SelectedOperation {
            inner: Some(Selected::Real(operation)),
        }
    }

    pub(super) fn lab(chosen: Chosen) -> Self {
        SelectedOperation {
            inner: Some(Selected::Lab(chosen)),
        }
    }

    /// The index of the operation that was chosen.
    pub fn index(&self) -> usize {
        match &self.inner {
            Some(Selected::Real(operation)) => operation.index(),
            Some(Selected::Lab(chosen)) => chosen.index,
            None => unreachable!("`send` and `recv` consume the operation"),
        }
    }

    /// Carries out a send.
    ///
    /// # Errors
    ///
    /// When every receiver is gone, with the message.
    ///
    /// # Panics
    ///
    /// When another sender was chosen.
    pub fn send<T>(mut self, s: &Sender<T>, msg: T) -> Result<(), SendError<T>> {
        self.check(HandleId::of(s), "passed a sender that wasn't selected");
        match self.inner.take() {
            Some(Selected::Real(operation)) => operation.send(s.real(), msg),
            Some(Selected::Lab(chosen)) => {
                let object = s.object().expect("made in the lab");
                s.send_selected(object, msg, chosen.promise, chosen.place)
            }
            None => unreachable!("`send` and `recv` consume the operation"),
        }
    }

    /// Carries out a receive.
    ///
    /// # Errors
    ///
    /// When the channel is empty and every sender is gone.
    ///
    /// # Panics
    ///
    /// When another receiver was chosen.
    pub fn recv<T>(mut self, r: &Receiver<T>) -> Result<T, RecvError> {
        self.check(HandleId::of(r), "passed a receiver that wasn't selected");
        match self.inner.take() {
            Some(Selected::Real(operation)) => r.recv_real(operation),
            Some(Selected::Lab(chosen)) => {
                r.recv_selected(chosen.promise, chosen.place)
            }
            None => unreachable!("`send` and `recv` consume the operation"),
        }
    }

    /// Before the operation is taken out: a refused one gives back what is kept
    /// for it when it is dropped.
    fn check(&self, handle: HandleId, refusal: &str) {
        if let Some(Selected::Lab(chosen)) = &self.inner {
            assert!(chosen.handle == handle, "{refusal}");
        }
    }
}

impl Drop for SelectedOperation<'_> {
    fn drop(&mut self) {
        let Some(Selected::Lab(chosen)) = &self.inner else {
            return;
        };
        try_with(|state| {
            chosen.promise.settle(state);
            if let Promise::Claim(object, end) = chosen.promise {
                state.wake(object, end);
            }
        });
        if !crate::thread::panicking() {
            panic!("dropped `SelectedOperation` without completing the operation");
        }
    }
}

impl fmt::Debug for SelectedOperation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SelectedOperation { .. }")
    }
}

/// An operation of the lab that was chosen and must now be carried out.
pub(super) struct Chosen {
    pub(super) index: usize,
    pub(super) handle: HandleId,
    pub(super) promise: Promise,
    pub(super) place: Place,
}
