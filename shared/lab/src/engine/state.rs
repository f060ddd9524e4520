//! Everything a run knows: its threads, its clock, its shared objects.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use super::clock::{Clock, Nanos};
use super::object::{Object, ObjectId, Place};
use super::picker::Picker;
use super::poll::Polls;
use super::watchdog::Beat;
use super::{Config, Recorder};
use crate::fiber::Fiber;
use trace::source;

pub(crate) use super::thread::{Chosen, MAIN, Panicked, Status, Thread, Tid, Wait};

/// What who asks in vain was told at last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Answer {
    /// There is nothing, or nothing has changed.
    #[default]
    Nothing,
    /// The channel is closed, once more.
    Closed,
    /// The channel is full, and the message was not sent.
    Full,
}

/// Why a run stopped before its main function returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Deadlock,
    Polling {
        thread: Tid,
        place: Place,
        times: u32,
        answer: Answer,
    },
    StepBound {
        thread: Tid,
        place: Place,
    },
}

pub(crate) struct State {
    pub(crate) run: u32,
    pub(crate) config: Config,
    pub(crate) threads: Vec<Thread>,
    pub(crate) new_fibers: Vec<(Tid, Fiber)>,
    pub(crate) ready: VecDeque<Tid>,
    pub(crate) current: Tid,
    /// Chosen already, by a thread that gave way.
    pub(crate) next: Option<Tid>,
    pub(crate) clock: Clock,
    pub(crate) objects: Vec<Object>,
    /// The objects that another run had used before this one did; see `sync::Id`.
    pub(crate) shared: HashMap<u64, ObjectId>,
    pub(crate) picker: Picker,
    pub(super) early_clock: bool,
    pub(crate) decisions: u32,
    /// How many candidates each decision had, if anyone wants to know.
    pub(crate) widths: Option<Vec<u16>>,
    pub(crate) polls: Polls,
    pub(crate) steps: u64,
    pub(crate) alive: usize,
    pub(crate) peak: usize,
    pub(crate) working: usize,
    pub(crate) peak_working: usize,
    pub(crate) unheard: Vec<(Place, u64)>,
    pub(crate) mid_panic: usize,
    pub(crate) unfinished: Option<Panicked>,
    /// Of all threads, in the order in which they came: the first ones, if a
    /// program lives by them.
    pub(crate) panics: Vec<(Tid, Panicked)>,
    /// Of any thread, also while the run is taken apart.
    pub(crate) last_panic: Option<Panicked>,
    pub(crate) ending: Option<Ending>,
    pub(crate) aborting: bool,
    /// While the run is taken apart: the channel whose messages are dropped.
    pub(crate) emptied: Option<ObjectId>,
    pub(crate) record: Recorder,
    beat: Arc<Beat>,
}

impl State {
    pub(crate) fn new(run: u32, config: Config, beat: Arc<Beat>) -> State {
        State {
            run,
            picker: config.schedule.picker(),
            early_clock: config.schedule.early_clock(),
            widths: config.widths.then(Vec::new),
            record: Recorder::new(&config),
            config,
            threads: Vec::new(),
            new_fibers: Vec::new(),
            ready: VecDeque::new(),
            current: MAIN,
            next: None,
            clock: Clock::default(),
            objects: Vec::new(),
            shared: HashMap::new(),
            decisions: 0,
            polls: Polls::default(),
            steps: 0,
            alive: 0,
            peak: 0,
            working: 0,
            peak_working: 0,
            unheard: Vec::new(),
            mid_panic: 0,
            unfinished: None,
            panics: Vec::new(),
            last_panic: None,
            ending: None,
            aborting: false,
            emptied: None,
            beat,
        }
    }

    /// Counts a step of the current thread.
    pub(crate) fn step(&mut self, place: Place) {
        self.steps += 1;
        self.beat.tick(place);
        let thread = &mut self.threads[self.current];
        thread.steps += 1;
        thread.waits_at = place;
        if source::stranger(place).is_none() {
            thread.own_line = place;
        }
        if self.steps >= self.config.step_limit {
            let busiest = (0..self.threads.len())
                .max_by_key(|&t| self.threads[t].steps)
                .unwrap_or(MAIN);
            self.end(Ending::StepBound {
                thread: busiest,
                place: self.threads[busiest].waits_at,
            });
        }
    }

    pub(crate) fn end(&mut self, ending: Ending) {
        self.ending.get_or_insert(ending);
    }

    pub(crate) fn deadline(&self, after: Duration) -> Nanos {
        let nanos = u64::try_from(after.as_nanos()).unwrap_or(u64::MAX);
        self.clock.now.saturating_add(nanos)
    }
}
