use std::fmt;
use std::ptr;
use std::time::Duration;

use super::receiver::{Receiver, Source};
use super::sender::Sender;
use super::timer::Due;
use super::{
    ReadyTimeoutError, RecvError, SelectTimeoutError, SendError, TryReadyError,
    TrySelectError, real, rendezvous,
};
use crate::engine::object::{End, Manner};
use crate::engine::{
    Nanos, ObjectId, Place, State, Tid, Wait, active, block, empty_handed, here,
    point, try_with, with,
};
use crate::time::Instant;

/// Waits for the first of several operations that can go through. The set is
/// made at run time; for a fixed set there is [`crate::select!`].
pub struct Select<'a> {
    arms: Vec<Option<Arm>>,
    real: real::Select<'a>,
    biased: bool,
}

/// An operation of the lab, without the type of its messages: a `Select` may go
/// from thread to thread, as the real one does.
#[derive(Clone)]
struct Arm {
    handle: HandleId,
    source: ArmSource,
}

#[derive(Clone)]
enum ArmSource {
    Channel(ObjectId, End),
    Timer(Due),
    Never,
}

/// Tells the handles apart that were added: one must be passed again to carry
/// the operation out. It is the address, as in crossbeam.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct HandleId(usize);

impl HandleId {
    fn of<T>(handle: &T) -> HandleId {
        HandleId(ptr::from_ref(handle).addr())
    }
}

impl Arm {
    /// Whether the operation would go through now.
    fn is_ready(&self, state: &State) -> bool {
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
    fn commit(&self) -> Promise {
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

    fn channel(&self) -> Option<(ObjectId, End)> {
        match self.source {
            ArmSource::Channel(object, end) => Some((object, end)),
            _ => None,
        }
    }

    fn due(&self) -> Option<Nanos> {
        match &self.source {
            ArmSource::Timer(due) => due.get(),
            _ => None,
        }
    }
}

impl<'a> Select<'a> {
    /// An empty set. Of several operations that are ready, any may be chosen.
    pub fn new() -> Select<'a> {
        Select {
            arms: Vec::new(),
            real: real::Select::new(),
            biased: false,
        }
    }

    /// An empty set. Of several operations that are ready, the one that was added
    /// first is chosen.
    pub fn new_biased() -> Select<'a> {
        Select {
            arms: Vec::new(),
            real: real::Select::new_biased(),
            biased: true,
        }
    }

    /// Adds a send; returns the operation's index.
    pub fn send<T>(&mut self, s: &'a Sender<T>) -> usize {
        match s.object() {
            None => self.real.send(s.real()),
            Some(object) => {
                self.add(HandleId::of(s), ArmSource::Channel(object, End::Send))
            }
        }
    }

    /// Adds a receive; returns the operation's index.
    pub fn recv<T>(&mut self, r: &'a Receiver<T>) -> usize {
        if !active() {
            return r.add_to_real(&mut self.real);
        }
        let source = match &r.source {
            Source::Queue { link, .. } => {
                let object = link.object().expect("the caller is in the lab");
                ArmSource::Channel(object, End::Receive)
            }
            Source::Timer(timer) => ArmSource::Timer(timer.due().clone()),
            Source::Never(_) => ArmSource::Never,
        };
        self.add(HandleId::of(r), source)
    }

    fn add(&mut self, handle: HandleId, source: ArmSource) -> usize {
        self.arms.push(Some(Arm { handle, source }));
        self.arms.len() - 1
    }

    /// Takes an operation out of the set. The indices of the others stay.
    ///
    /// # Panics
    ///
    /// When no operation has this index.
    pub fn remove(&mut self, index: usize) {
        if !active() {
            return self.real.remove(index);
        }
        let removed = self.arms.get_mut(index).and_then(Option::take);
        assert!(removed.is_some(), "no operation with index {index}");
    }

    /// Chooses an operation that can go through now.
    ///
    /// # Errors
    ///
    /// When there is none.
    #[track_caller]
    pub fn try_select(&mut self) -> Result<SelectedOperation<'a>, TrySelectError> {
        if !active() {
            return self.real.try_select().map(SelectedOperation::real);
        }
        self.choose(Until::Now, here())
            .map(SelectedOperation::lab)
            .ok_or(TrySelectError)
    }

    /// Chooses an operation that can go through, waiting for one.
    ///
    /// # Panics
    ///
    /// When the set is empty.
    #[track_caller]
    pub fn select(&mut self) -> SelectedOperation<'a> {
        if !active() {
            return SelectedOperation::real(self.real.select());
        }
        assert!(
            self.arms.iter().any(Option::is_some),
            "no operations have been added to `Select`"
        );
        let chosen = self.choose(Until::Ever, here());
        SelectedOperation::lab(chosen.expect("waits until there is one"))
    }

    /// Chooses an operation that can go through, waiting at most `timeout`.
    ///
    /// # Errors
    ///
    /// When the time is over.
    #[track_caller]
    pub fn select_timeout(
        &mut self,
        timeout: Duration,
    ) -> Result<SelectedOperation<'a>, SelectTimeoutError> {
        if !active() {
            let chosen = self.real.select_timeout(timeout);
            return chosen.map(SelectedOperation::real);
        }
        let deadline = with(|state| state.deadline(timeout));
        self.choose(Until::Deadline(deadline), here())
            .map(SelectedOperation::lab)
            .ok_or(SelectTimeoutError)
    }

    /// Chooses an operation that can go through, waiting until `deadline`.
    ///
    /// # Errors
    ///
    /// When the time has come.
    #[track_caller]
    pub fn select_deadline(
        &mut self,
        deadline: Instant,
    ) -> Result<SelectedOperation<'a>, SelectTimeoutError> {
        if !active() {
            let chosen = self.real.select_deadline(deadline.to_std());
            return chosen.map(SelectedOperation::real);
        }
        self.choose(Until::Deadline(deadline.to_nanos()), here())
            .map(SelectedOperation::lab)
            .ok_or(SelectTimeoutError)
    }

    /// The index of an operation that can go through now, which is not begun.
    ///
    /// # Errors
    ///
    /// When there is none.
    #[track_caller]
    pub fn try_ready(&mut self) -> Result<usize, TryReadyError> {
        if !active() {
            return self.real.try_ready();
        }
        self.watch(Until::Now, here()).ok_or(TryReadyError)
    }

    /// The index of an operation that can go through, waiting for one.
    ///
    /// # Panics
    ///
    /// When the set is empty.
    #[track_caller]
    pub fn ready(&mut self) -> usize {
        if !active() {
            return self.real.ready();
        }
        assert!(
            self.arms.iter().any(Option::is_some),
            "no operations have been added to `Select`"
        );
        self.watch(Until::Ever, here())
            .expect("waits until there is one")
    }

    /// As [`Select::ready`], waiting at most `timeout`.
    ///
    /// # Errors
    ///
    /// When the time is over.
    #[track_caller]
    pub fn ready_timeout(
        &mut self,
        timeout: Duration,
    ) -> Result<usize, ReadyTimeoutError> {
        if !active() {
            return self.real.ready_timeout(timeout);
        }
        let deadline = with(|state| state.deadline(timeout));
        self.watch(Until::Deadline(deadline), here())
            .ok_or(ReadyTimeoutError)
    }

    /// As [`Select::ready`], waiting until `deadline`.
    ///
    /// # Errors
    ///
    /// When the time has come.
    #[track_caller]
    pub fn ready_deadline(
        &mut self,
        deadline: Instant,
    ) -> Result<usize, ReadyTimeoutError> {
        if !active() {
            return self.real.ready_deadline(deadline.to_std());
        }
        self.watch(Until::Deadline(deadline.to_nanos()), here())
            .ok_or(ReadyTimeoutError)
    }

    /// Chooses an operation and commits to it.
    fn choose(&self, until: Until, place: Place) -> Option<Chosen> {
        point(place);
        loop {
            if let Some((index, arm)) = self.pick(Arm::is_ready) {
                return Some(Chosen {
                    index,
                    handle: arm.handle,
                    promise: arm.commit(),
                    place,
                });
            }
            if until.is_over() {
                empty_handed(place);
                return None;
            }
            self.wait(until, Manner::Selects, place);
            if let Some(chosen) = rendezvous::chosen() {
                let channel = Some((chosen.object, chosen.end));
                let (index, arm) = self
                    .pick(|arm, _| arm.channel() == channel)
                    .expect("it waited on this channel");
                return Some(Chosen {
                    index,
                    handle: arm.handle,
                    promise: Promise::Meeting(chosen.object, chosen.partner),
                    place,
                });
            }
        }
    }

    /// Finds an operation that would go through and leaves it at that.
    fn watch(&self, until: Until, place: Place) -> Option<usize> {
        point(place);
        loop {
            if let Some((index, _)) = self.pick(Arm::is_ready) {
                return Some(index);
            }
            if until.is_over() {
                empty_handed(place);
                return None;
            }
            self.wait(until, Manner::Watches, place);
        }
    }

    fn live(&self) -> impl Iterator<Item = (usize, &Arm)> {
        let arms = self.arms.iter().enumerate();
        arms.filter_map(|(index, arm)| Some((index, arm.as_ref()?)))
    }

    /// One of the operations that `fits`.
    fn pick(&self, fits: impl Fn(&Arm, &State) -> bool) -> Option<(usize, &Arm)> {
        with(|state| {
            let count = self.live().filter(|(_, arm)| fits(arm, state)).count();
            let nth = if self.biased {
                0
            } else {
                state.choose_fairly(count)
            };
            self.live().filter(|(_, arm)| fits(arm, state)).nth(nth)
        })
    }

    fn wait(&self, until: Until, manner: Manner, place: Place) {
        let due = self.live().filter_map(|(_, arm)| arm.due());
        let deadline = due.chain(until.deadline()).min();
        let channels: Vec<_> =
            self.live().filter_map(|(_, arm)| arm.channel()).collect();
        block(Wait::Select, deadline, place, |state: &mut State| {
            for &(object, end) in &channels {
                state.enlist(object, end, manner);
                if manner != Manner::Watches {
                    rendezvous::announce(state, object, end);
                }
            }
            let current = state.current;
            state.threads[current].selecting = channels;
        });
    }
}

impl Default for Select<'_> {
    fn default() -> Self {
        Select::new()
    }
}

impl Clone for Select<'_> {
    fn clone(&self) -> Self {
        Select {
            arms: self.arms.clone(),
            real: self.real.clone(),
            biased: self.biased,
        }
    }
}

impl fmt::Debug for Select<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Select { .. }")
    }
}

/// How long a select waits.
#[derive(Clone, Copy)]
enum Until {
    Now,
    Deadline(Nanos),
    Ever,
}

impl Until {
    fn is_over(self) -> bool {
        match self {
            Until::Now => true,
            Until::Deadline(at) => with(|state| state.clock.now >= at),
            Until::Ever => false,
        }
    }

    fn deadline(self) -> Option<Nanos> {
        match self {
            Until::Deadline(at) => Some(at),
            Until::Now | Until::Ever => None,
        }
    }
}

/// An operation of the lab that was chosen and must now be carried out.
struct Chosen {
    index: usize,
    handle: HandleId,
    promise: Promise,
    place: Place,
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
    fn real(operation: real::SelectedOperation<'a>) -> Self {
        SelectedOperation {
            inner: Some(Selected::Real(operation)),
        }
    }

    fn lab(chosen: Chosen) -> Self {
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
