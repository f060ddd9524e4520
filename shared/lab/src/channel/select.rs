use std::fmt;
use std::time::Duration;

use super::receiver::{Receiver, Source};
use super::sender::Sender;
use super::{
    ReadyTimeoutError, RecvError, SelectTimeoutError, SendError, TryReadyError,
    TrySelectError, real, rendezvous,
};
use crate::engine::object::{End, Manner};
use crate::engine::{
    Nanos, ObjectId, Place, State, Wait, active, block, empty_handed, here, point,
    with,
};
use crate::time::Instant;

/// Waits for the first of several operations that can go through. The set is
/// made at run time; for a fixed set there is [`crate::select!`].
pub struct Select<'a> {
    arms: Vec<Option<&'a dyn Arm<'a>>>,
    real: real::Select<'a>,
    biased: bool,
}

/// One end of a channel, as a select sees it.
trait Arm<'a> {
    fn register(&'a self, real: &mut real::Select<'a>) -> usize;
    fn channel(&self) -> Option<(ObjectId, End)>;
    /// Whether the operation would go through now.
    fn is_ready(&self) -> bool;
    fn due(&self) -> Option<Nanos>;
}

impl<'a, T> Arm<'a> for Sender<T> {
    fn register(&'a self, real: &mut real::Select<'a>) -> usize {
        real.send(self.real())
    }

    fn channel(&self) -> Option<(ObjectId, End)> {
        self.object().map(|object| (object, End::Send))
    }

    fn is_ready(&self) -> bool {
        let Some(object) = self.object() else {
            return false;
        };
        if rendezvous::is(object) {
            return with(|state| {
                state.has_waiter(object, End::Receive)
                    || state.objects[object].alive(End::Receive) == 0
            });
        }
        !self.real().is_full()
            || with(|state| state.objects[object].alive(End::Receive) == 0)
    }

    fn due(&self) -> Option<Nanos> {
        None
    }
}

impl<'a, T> Arm<'a> for Receiver<T> {
    fn register(&'a self, real: &mut real::Select<'a>) -> usize {
        match &self.source {
            Source::Queue { real: queue, .. } => {
                real.recv(queue.as_ref().expect("only a drop takes it"))
            }
            Source::Never(never) => real.recv(never),
            Source::Timer(timer) => {
                let (timer, _) = timer.real().expect("a timer made in the lab");
                real.recv(timer)
            }
        }
    }

    fn channel(&self) -> Option<(ObjectId, End)> {
        self.object().map(|object| (object, End::Receive))
    }

    fn is_ready(&self) -> bool {
        let Some(object) = self.object() else {
            return self.queued() > 0;
        };
        let closed = || with(|state| state.objects[object].alive(End::Send) == 0);
        if rendezvous::is(object) {
            return closed() || with(|s| s.has_waiter(object, End::Send));
        }
        self.queued() > 0 || closed()
    }

    fn due(&self) -> Option<Nanos> {
        Receiver::due(self)
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

    fn add(&mut self, arm: &'a dyn Arm<'a>) -> usize {
        if !active() {
            return arm.register(&mut self.real);
        }
        self.arms.push(Some(arm));
        self.arms.len() - 1
    }

    /// Adds a send; returns the operation's index.
    pub fn send<T>(&mut self, s: &'a Sender<T>) -> usize {
        self.add(s)
    }

    /// Adds a receive; returns the operation's index.
    pub fn recv<T>(&mut self, r: &'a Receiver<T>) -> usize {
        self.add(r)
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
            if let Some(index) = self.pick_ready() {
                if let Some(chosen) = self.commit(index, place) {
                    return Some(chosen);
                }
                continue;
            }
            if until.is_over() {
                empty_handed(place);
                return None;
            }
            self.wait(until, Manner::Selects, place);
            if let Some(chosen) = rendezvous::chosen() {
                let channel = (chosen.object, chosen.end);
                let mut arms = self.live();
                let index = arms
                    .find(|(_, arm)| arm.channel() == Some(channel))
                    .map(|(index, _)| index);
                return Some(Chosen {
                    index: index.expect("it waited on this channel"),
                    channel: Some(channel),
                    partner: Some(chosen.partner),
                    place,
                });
            }
        }
    }

    /// Finds an operation that would go through and leaves it at that.
    fn watch(&self, until: Until, place: Place) -> Option<usize> {
        point(place);
        loop {
            if let Some(index) = self.pick_ready() {
                return Some(index);
            }
            if until.is_over() {
                empty_handed(place);
                return None;
            }
            self.wait(until, Manner::Watches, place);
        }
    }

    fn live(&self) -> impl Iterator<Item = (usize, &'a dyn Arm<'a>)> {
        let arms = self.arms.iter().enumerate();
        arms.filter_map(|(index, arm)| arm.map(|arm| (index, arm)))
    }

    fn pick_ready(&self) -> Option<usize> {
        let ready = || self.live().filter(|(_, arm)| arm.is_ready());
        let n = if self.biased { 1 } else { ready().count() };
        let nth = with(|state| state.choose_fairly(n));
        ready().nth(nth).map(|(index, _)| index)
    }

    /// At a rendezvous, takes the partner that made the operation ready.
    fn commit(&self, index: usize, place: Place) -> Option<Chosen> {
        let arm = self.arms[index]?;
        let channel = arm.channel();
        let mut partner = None;
        if let Some((object, end)) = channel
            && rendezvous::is(object)
        {
            partner = match rendezvous::meet(object, end) {
                Ok(partner) => Some(partner),
                Err(true) => None,
                Err(false) => return None,
            };
        }
        Some(Chosen {
            index,
            channel,
            partner,
            place,
        })
    }

    fn wait(&self, until: Until, manner: Manner, place: Place) {
        let due = self.live().filter_map(|(_, arm)| arm.due());
        let deadline = due.chain(until.deadline()).min();
        // Asked for before the state is borrowed: a channel borrows it too.
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
    channel: Option<(ObjectId, End)>,
    /// The thread that this one is to meet, at a rendezvous.
    partner: Option<usize>,
    place: Place,
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
        match self.inner.take() {
            Some(Selected::Real(operation)) => operation.send(s.real(), msg),
            Some(Selected::Lab(chosen)) => {
                let object = s.object().expect("made in the lab");
                assert_eq!(
                    chosen.channel,
                    Some((object, End::Send)),
                    "passed a sender that wasn't selected"
                );
                s.send_selected(object, msg, chosen.partner, chosen.place)
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
        match self.inner.take() {
            Some(Selected::Real(operation)) => r.recv_real(operation),
            Some(Selected::Lab(chosen)) => {
                let channel = r.object().map(|object| (object, End::Receive));
                assert_eq!(
                    chosen.channel, channel,
                    "passed a receiver that wasn't selected"
                );
                let partner = chosen.partner.and(chosen.channel);
                r.recv_selected(partner.map(|(object, _)| object), chosen.place)
            }
            None => unreachable!("`send` and `recv` consume the operation"),
        }
    }
}

impl Drop for SelectedOperation<'_> {
    fn drop(&mut self) {
        if let Some(Selected::Lab(_)) = self.inner
            && !std::thread::panicking()
        {
            panic!("dropped `SelectedOperation` without completing the operation");
        }
    }
}

impl fmt::Debug for SelectedOperation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SelectedOperation { .. }")
    }
}
