use std::fmt;
use std::time::Duration;

use super::arm::{Arm, ArmSource, HandleId, Promise};
use super::receiver::{Receiver, Source};
use super::selected::{Chosen, SelectedOperation};
use super::sender::Sender;
use super::{
    ReadyTimeoutError, SelectTimeoutError, TryReadyError, TrySelectError, real,
    rendezvous,
};
use crate::engine::object::{End, Manner};
use crate::engine::{
    Nanos, Place, State, Wait, active, block, empty_handed, here, point, with,
};
use crate::time::Instant;

/// Waits for the first of several operations that can go through. The set is
/// made at run time; for a fixed set there is [`crate::select!`].
pub struct Select<'a> {
    arms: Vec<Option<Arm>>,
    real: real::Select<'a>,
    biased: bool,
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
