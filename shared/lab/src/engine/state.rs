//! Everything a run knows: its threads, its clock, its shared objects.

use std::any::Any;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use super::clock::{Clock, Nanos};
use super::object::{End, Object, ObjectId, Place};
use super::picker::{Choice, Picker, Running, SplitMix};
use super::poll::{Patience, Polls};
use super::watchdog::Beat;
use super::{Config, Recorder};
use crate::fiber::Fiber;

/// Index of a thread within its run; 0 is the main thread.
pub(crate) type Tid = usize;

pub(crate) const MAIN: Tid = 0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Ready,
    Running,
    Waiting,
    Finished,
}

/// What a thread waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::enum_variant_names, reason = "it waits on a `WaitGroup`")]
pub(crate) enum Wait {
    Receive(ObjectId),
    Send(ObjectId),
    /// Any of [`Thread::selecting`].
    Select,
    /// The message that a partner at a rendezvous is about to hand over.
    Handover(ObjectId),
    Lock(ObjectId),
    Read(ObjectId),
    Write(ObjectId),
    Condvar(ObjectId),
    Barrier(ObjectId),
    WaitGroup(ObjectId),
    Once(ObjectId),
    Join(Tid),
    /// The end of a scope, for one of its threads.
    Scope(Tid),
    Park,
    Sleep,
    Work,
    /// A channel that never delivers.
    Never,
}

/// Which end of which channel a waiting thread was chosen for, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chosen {
    pub(crate) object: ObjectId,
    pub(crate) end: End,
    pub(crate) partner: Tid,
}

pub(crate) struct Thread {
    pub(crate) name: Option<String>,
    pub(crate) spawned_at: Place,
    pub(crate) status: Status,
    /// Moves on with every wake-up, so that what was set for an earlier wait
    /// does not disturb a later one.
    pub(crate) epoch: u32,
    pub(crate) wait: Wait,
    pub(crate) waits_at: Place,
    pub(crate) has_deadline: bool,
    pub(crate) selecting: Vec<(ObjectId, End)>,
    pub(crate) timed_out: bool,
    /// A partner at a rendezvous has chosen this thread.
    pub(crate) chosen: Option<Chosen>,
    pub(crate) unpark_token: bool,
    pub(crate) joiners: Vec<Tid>,
    pub(crate) locals: Vec<(usize, Rc<dyn Any>)>,
    pub(crate) patience: Patience,
    pub(crate) steps: u64,
    pub(crate) locks_held: u32,
    pub(crate) panicked: Option<Panicked>,
    /// Suspended in a destructor while it panics.
    pub(crate) mid_panic: bool,
    pub(crate) panic_flag: bool,
    pub(crate) aborts: u32,
    since: Nanos,
    pub(crate) began: Nanos,
    pub(crate) finished: Option<Nanos>,
    pub(crate) busy: Nanos,
    pub(crate) waited: Nanos,
}

/// A panic, as the hook saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panicked {
    /// What the panic said.
    pub message: String,
    /// `file:line` of the panic.
    pub place: String,
}

/// Why a run stopped before its main function returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Deadlock,
    Polling {
        thread: Tid,
        place: Place,
        times: u32,
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
    pub(crate) picker: Picker,
    early_clock: bool,
    pub(crate) decisions: u32,
    /// How many candidates each decision had, if anyone wants to know.
    pub(crate) widths: Option<Vec<u16>>,
    pub(crate) polls: Polls,
    pub(crate) steps: u64,
    pub(crate) alive: usize,
    pub(crate) peak: usize,
    pub(crate) working: usize,
    pub(crate) peak_working: usize,
    pub(crate) mid_panic: usize,
    pub(crate) unfinished: Option<Panicked>,
    /// Of any thread, also while the run is taken apart.
    pub(crate) last_panic: Option<Panicked>,
    pub(crate) ending: Option<Ending>,
    pub(crate) aborting: bool,
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
            decisions: 0,
            polls: Polls::default(),
            steps: 0,
            alive: 0,
            peak: 0,
            working: 0,
            peak_working: 0,
            mid_panic: 0,
            unfinished: None,
            last_panic: None,
            ending: None,
            aborting: false,
            beat,
        }
    }

    /// Adds a thread that is ready to run its first step.
    pub(crate) fn add_thread(
        &mut self,
        name: Option<String>,
        spawned_at: Place,
    ) -> Tid {
        let thread = self.threads.len();
        let now = self.clock.now;
        self.threads.push(Thread {
            name,
            spawned_at,
            status: Status::Ready,
            epoch: 0,
            wait: Wait::Sleep,
            waits_at: spawned_at,
            has_deadline: false,
            selecting: Vec::new(),
            timed_out: false,
            chosen: None,
            unpark_token: false,
            joiners: Vec::new(),
            locals: Vec::new(),
            patience: Patience::default(),
            steps: 0,
            locks_held: 0,
            panicked: None,
            mid_panic: false,
            panic_flag: false,
            aborts: 0,
            since: now,
            began: now,
            finished: None,
            busy: 0,
            waited: 0,
        });
        self.ready.push_back(thread);
        if thread != MAIN {
            self.alive += 1;
            self.peak = self.peak.max(self.alive);
        }
        thread
    }

    /// Ends a wait, if there is one: the thread may run again.
    pub(crate) fn make_ready(&mut self, thread: Tid) {
        let now = self.clock.now;
        let record = &mut self.threads[thread];
        if record.status != Status::Waiting {
            return;
        }
        record.status = Status::Ready;
        record.epoch += 1;
        let spent = now - record.since;
        match record.wait {
            Wait::Work => {
                record.busy += spent;
                self.working -= 1;
            }
            wait => {
                record.waited += spent;
                if let Wait::Lock(lock) | Wait::Read(lock) | Wait::Write(lock) = wait
                {
                    self.objects[lock].waited += spent;
                }
            }
        }
        self.record.woken(now, thread);
        self.ready.push_back(thread);
    }

    /// Marks the current thread as waiting; the caller enlists it and suspends.
    pub(crate) fn start_wait(
        &mut self,
        wait: Wait,
        deadline: Option<Nanos>,
        place: Place,
    ) {
        let now = self.clock.now;
        let current = self.current;
        let thread = &mut self.threads[current];
        thread.status = Status::Waiting;
        thread.wait = wait;
        thread.waits_at = place;
        thread.has_deadline = deadline.is_some();
        thread.timed_out = false;
        thread.since = now;
        if matches!(wait, Wait::Work | Wait::Sleep) {
            self.note_kept_locks(place);
        }
        if wait == Wait::Work {
            self.working += 1;
            self.peak_working = self.peak_working.max(self.working);
        }
        if let Some(when) = deadline {
            self.set_timer(current, when);
        }
        self.record.wait(now, current, wait, place);
    }

    /// The current thread is done, one way or another.
    pub(crate) fn finish_current(&mut self) {
        let now = self.clock.now;
        let current = self.current;
        let thread = &mut self.threads[current];
        thread.status = Status::Finished;
        if !self.aborting {
            thread.finished = Some(now);
        }
        let joiners = std::mem::take(&mut thread.joiners);
        for joiner in joiners {
            self.make_ready(joiner);
        }
        if current != MAIN {
            self.alive -= 1;
        }
        self.record.ended(now, current);
    }

    /// Counts a step of the current thread.
    pub(crate) fn step(&mut self, place: Place) {
        self.steps += 1;
        self.beat.tick(place);
        let thread = &mut self.threads[self.current];
        thread.steps += 1;
        thread.waits_at = place;
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

    /// How reports call a thread.
    pub(crate) fn label(&self, thread: Tid) -> String {
        match &self.threads[thread].name {
            _ if thread == MAIN => "main".to_owned(),
            Some(name) => name.clone(),
            None => format!("thread {thread}"),
        }
    }

    pub(crate) fn end(&mut self, ending: Ending) {
        self.ending.get_or_insert(ending);
    }

    /// Whether the current thread must give way, and to whom: asked before every
    /// operation that others could notice.
    pub(crate) fn preempts(&mut self, give_way: bool) -> Option<Tid> {
        let running = if give_way {
            Running::Last(self.current)
        } else {
            Running::First(self.current)
        };
        loop {
            let clock = self.clock_may_run();
            if self.ready.is_empty() && !clock {
                return None;
            }
            match self.pick_thread(Some(running), clock) {
                None => self.advance_clock(),
                Some((_, thread)) if thread == self.current => return None,
                Some((candidate, thread)) => {
                    let before = usize::from(!give_way);
                    self.ready.remove(candidate - before);
                    return Some(thread);
                }
            };
        }
    }

    /// The thread that runs next, when the current one cannot; moves the clock
    /// when it must. `None`: nobody will ever run again.
    pub(crate) fn next_thread(&mut self) -> Option<Tid> {
        if let Some(thread) = self.next.take() {
            return Some(thread);
        }
        loop {
            if self.ready.is_empty() && !self.advance_clock() {
                return None;
            }
            let clock = self.clock_may_run();
            match self.pick_thread(None, clock) {
                None => self.advance_clock(),
                Some((candidate, _)) => return self.ready.remove(candidate),
            };
        }
    }

    fn clock_may_run(&mut self) -> bool {
        self.early_clock && self.next_timer().is_some()
    }

    /// One of the candidates and its number, or `None` for the clock.
    fn pick_thread(
        &mut self,
        running: Option<Running>,
        clock: bool,
    ) -> Option<(usize, Tid)> {
        let choice = Choice::Thread {
            running,
            ready: &self.ready,
            clock,
        };
        let candidates = choice.len();
        let mut picked = 0;
        if candidates > 1 {
            picked = self.picker.pick(self.decisions, choice);
            self.decisions += 1;
            if let Some(widths) = &mut self.widths {
                widths.push(candidates as u16);
            }
        }
        choice.thread(picked).map(|thread| (picked, thread))
    }

    /// One of `n` things that are all possible, the first of them by nature.
    pub(crate) fn choose(&mut self, n: usize) -> usize {
        if n <= 1 {
            return 0;
        }
        let decision = self.decisions;
        self.decisions += 1;
        if let Some(widths) = &mut self.widths {
            widths.push(n as u16);
        }
        self.picker.pick(decision, Choice::Any(n))
    }

    /// As [`State::choose`], but with no favourite: which one is first by nature
    /// follows from the seed of the run.
    pub(crate) fn choose_fairly(&mut self, n: usize) -> usize {
        if n <= 1 {
            return 0;
        }
        let mut rng = SplitMix(self.config.seed ^ (u64::from(self.decisions) << 32));
        (rng.below(n) + self.choose(n)) % n
    }

    pub(crate) fn deadline(&self, after: Duration) -> Nanos {
        let nanos = u64::try_from(after.as_nanos()).unwrap_or(u64::MAX);
        self.clock.now.saturating_add(nanos)
    }
}
