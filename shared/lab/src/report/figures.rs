use std::mem;
use std::panic::Location;
use std::time::Duration;

use super::words;
use crate::engine::object::ObjectKind;
use crate::engine::state::{Panicked, State};

/// The numbers of a run, for rules to assert on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Figures {
    /// Virtual time from beginning to end.
    pub makespan: Duration,
    /// The most threads alive at once, the main thread not counted.
    pub peak_threads: usize,
    /// The most threads within [`crate::work`] at once.
    pub peak_working: usize,
    /// Operations of all threads.
    pub steps: u64,
    /// Notifications of condition variables on which nobody waited: where they were
    /// made, and how many.
    pub unheard: Vec<(&'static Location<'static>, u64)>,
    /// One entry a thread, in the order of spawning; the first is the main thread.
    pub threads: Vec<ThreadFigures>,
    /// One entry a channel, in the order of making.
    pub channels: Vec<ChannelFigures>,
    /// The panics of all threads, in the order in which they came, each with the
    /// index of its thread; of very many the first ones.
    pub panics: Vec<(usize, Panicked)>,
}

impl Figures {
    /// Who panicked where, and what the panics said, in the order in which they
    /// came: a line for each place, at most three.
    pub fn panics_told(&self, is_told: impl Fn(&Panicked) -> bool) -> Vec<String> {
        words::panics(&self.panics, |_, p| is_told(p), |_, _| false)
    }

    /// How reports call a thread: by its name or `thread N`, and the second of one name
    /// `worker 1 #2`.
    // Asked of the one that is told of: no run of thousands makes words for all.
    pub fn label(&self, thread: &ThreadFigures) -> String {
        let before = self.threads[..thread.id].iter();
        let namesakes = before.filter(|t| t.name.is_some() && t.name == thread.name);
        words::label(thread.id, thread.name.as_deref(), namesakes.count())
    }
}

/// The numbers of one thread.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ThreadFigures {
    /// Its index among the threads of the run.
    pub id: usize,
    /// Its name, if it was given one.
    pub name: Option<String>,
    /// Virtual time within [`crate::work`].
    pub busy: Duration,
    /// Virtual time asleep, or waiting for others.
    pub waiting: Duration,
    /// How often it slept or waited for others while time passed; not for a lock,
    /// which is the fault of whoever keeps it.
    pub waits: u32,
    /// The most times in a row that it asked in vain: an empty queue, a lock that
    /// was taken, a wait that timed out.
    pub empty_handed: u32,
    /// Where it asked then the last time.
    pub asked_at: Option<&'static Location<'static>>,
    /// Whether somebody waited for its end: a join, or the end of its scope.
    pub is_joined: bool,
    /// Where it was spawned.
    pub spawned_at: &'static Location<'static>,
    /// What its panic said, if it panicked last.
    pub panicked: Option<String>,
}

/// The numbers of one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChannelFigures {
    /// How many messages it can hold; `None`: any number.
    pub capacity: Option<usize>,
    /// The most messages it ever held.
    pub high_water: usize,
    /// How many messages were sent.
    pub messages: u64,
    /// Where it was made.
    pub made_at: &'static Location<'static>,
}

impl Figures {
    /// The figures of a run that is over; takes along its names and panics.
    pub(crate) fn of(state: &mut State) -> Figures {
        let threads = state.threads.iter_mut().enumerate();
        let threads = threads.map(|(id, thread)| ThreadFigures {
            id,
            name: thread.name.take(),
            busy: Duration::from_nanos(thread.busy),
            waiting: Duration::from_nanos(thread.waited),
            waits: thread.waits,
            empty_handed: thread.patience.longest_row,
            asked_at: thread.patience.asked_at,
            is_joined: thread.is_joined,
            spawned_at: thread.spawned_at,
            panicked: thread.panicked.take().map(|p| p.message),
        });
        let channels = state
            .objects
            .iter()
            .filter(|object| object.kind == ObjectKind::Channel)
            .map(|channel| ChannelFigures {
                capacity: channel.capacity,
                high_water: channel.high_water,
                messages: channel.messages,
                made_at: channel.made_at,
            });
        Figures {
            makespan: Duration::from_nanos(state.clock.now),
            peak_threads: state.peak,
            peak_working: state.peak_working,
            steps: state.steps,
            unheard: mem::take(&mut state.unheard),
            threads: threads.collect(),
            channels: channels.collect(),
            panics: mem::take(&mut state.panics),
        }
    }
}
