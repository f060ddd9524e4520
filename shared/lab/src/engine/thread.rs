//! Simulated threads: what they are, how they wait, and how they end.

use std::any::Any;
use std::collections::HashMap;
use std::rc::Rc;

use super::clock::Nanos;
use super::handles::Unjoined;
use super::object::{End, Notice, ObjectId, Place};
use super::poll::Patience;
use super::state::State;
use crate::report::words;

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
    /// On the first, having given back the second, its mutex.
    Condvar(ObjectId, ObjectId),
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
    /// The last line of the program itself; see [`trace::source::stranger`].
    pub(crate) own_line: Place,
    pub(crate) has_deadline: bool,
    pub(crate) selecting: Vec<(ObjectId, End)>,
    pub(crate) timed_out: bool,
    /// A partner at a rendezvous has chosen this thread.
    pub(crate) chosen: Option<Chosen>,
    pub(crate) unpark_token: bool,
    /// Who unparked it last, and where.
    pub(crate) unparked: Option<(Tid, Place)>,
    /// The last notification that woke it, and of which condition variable.
    pub(crate) woken: Option<(ObjectId, Notice)>,
    pub(crate) joiners: Vec<Tid>,
    /// Somebody waited for its end: a join, or the end of its scope.
    pub(crate) is_joined: bool,
    /// What became of its handle, if nobody has joined it by that.
    pub(crate) handle: Option<Unjoined>,
    pub(crate) locals: Vec<(usize, Rc<dyn Any>)>,
    pub(crate) patience: Patience,
    pub(crate) steps: u64,
    pub(crate) locks_held: u32,
    /// The lock it took last.
    pub(crate) locked: Option<Locked>,
    pub(crate) panicked: Option<Panicked>,
    /// Its last panic was caught by nobody, and ended it.
    pub(crate) died: bool,
    /// It belongs to a scope: it may borrow, and the end of the scope passes on that it
    /// died.
    pub(crate) is_scoped: bool,
    /// A thread of the scope that it left last which died, and which nobody had joined.
    pub(crate) passes_on: Option<Tid>,
    /// Suspended in a destructor while it panics.
    pub(crate) mid_panic: bool,
    pub(crate) panic_flag: bool,
    pub(crate) aborts: u32,
    /// When it began to do what it does.
    pub(crate) since: Nanos,
    pub(crate) began: Nanos,
    pub(crate) finished: Option<Nanos>,
    pub(crate) busy: Nanos,
    pub(crate) waited: Nanos,
    pub(crate) waits: u32,
    /// Waits for something else than time that a timeout has ended.
    pub(crate) timeouts: u32,
}

/// That a thread took a lock.
#[derive(Clone, Copy)]
pub(crate) struct Locked {
    pub(crate) lock: ObjectId,
    pub(crate) place: Place,
    /// How many operations there were before.
    pub(crate) step: u64,
    /// The condition variable for which it had given the lock back.
    pub(crate) back_from: Option<ObjectId>,
}

/// A panic, as the hook saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panicked {
    /// Who panicked, as reports call it.
    pub thread: String,
    /// What the panic said.
    pub message: String,
    /// `file:line` of the panic.
    pub place: String,
    /// The panic from which this one follows, where that is known: the one that had
    /// poisoned the lock, or that of a thread of the scope.
    pub cause: Option<Box<Panicked>>,
}

impl Panicked {
    /// The panic from which this one follows in the end; itself, if from none.
    pub fn first(&self) -> &Panicked {
        self.cause.as_deref().map_or(self, Panicked::first)
    }

    /// The one, of this and those from which it follows, that met a lock which
    /// [`first`](Panicked::first) had poisoned.
    pub fn at_poison(&self) -> Option<&Panicked> {
        let cause = self.cause.as_deref()?;
        match self.met_poison() {
            true => Some(self),
            false => cause.at_poison(),
        }
    }

    pub(crate) fn met_poison(&self) -> bool {
        self.message.contains("PoisonError")
    }

    /// In a sentence that begins with the cause.
    pub(crate) fn told(&self) -> String {
        let first = self.first();
        let told = format!(
            "{} panicked at {}: {}",
            first.thread, first.place, first.message
        );
        let Some(Panicked { thread, place, .. }) = self.at_poison() else {
            return told;
        };
        // After the values of a comparison, which have lines of their own.
        let then = if told.contains('\n') { "\n" } else { "; " };
        format!(
            "{told}{then}{thread} panicked after it, at {place}, because that had \
             poisoned the lock"
        )
    }
}

impl State {
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
            own_line: spawned_at,
            has_deadline: false,
            selecting: Vec::new(),
            timed_out: false,
            chosen: None,
            unpark_token: false,
            unparked: None,
            woken: None,
            joiners: Vec::new(),
            is_joined: false,
            handle: None,
            locals: Vec::new(),
            patience: Patience::default(),
            steps: 0,
            locks_held: 0,
            locked: None,
            panicked: None,
            died: false,
            is_scoped: false,
            passes_on: None,
            mid_panic: false,
            panic_flag: false,
            aborts: 0,
            since: now,
            began: now,
            finished: None,
            busy: 0,
            waited: 0,
            waits: 0,
            timeouts: 0,
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
                } else {
                    record.waits += u32::from(spent > 0);
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

    /// A panic ends the current thread.
    pub(crate) fn dies(&mut self) {
        // Later the lab's own unwinding ends threads, too.
        if !self.aborting {
            self.threads[self.current].died = true;
        }
    }

    /// All `threads` of a scope have ended, and the current thread leaves it.
    pub(crate) fn leave_scope(&mut self, threads: &[Tid]) {
        let is_news =
            |&&t: &&Tid| self.threads[t].died && !self.threads[t].is_joined;
        self.threads[self.current].passes_on = threads.iter().find(is_news).copied();
        for &thread in threads {
            self.threads[thread].is_joined = true;
        }
    }

    pub(crate) fn is_last_panic(&self, thread: Tid, panicked: &Panicked) -> bool {
        self.threads[thread].panicked.as_ref() == Some(panicked)
    }

    /// How reports call a thread: by its name, `main`, or `thread N`; of two pools each
    /// may have a `worker 1`.
    pub(crate) fn label(&self, thread: Tid) -> String {
        let name = self.threads[thread].name.as_deref();
        let before = self.threads[..thread].iter();
        let before = before.filter(|t| name.is_some() && t.name.as_deref() == name);
        words::label(thread, name, before.count())
    }

    /// How they call each: told at once, for there may be very many.
    pub(crate) fn labels(&self) -> Vec<String> {
        let mut times: HashMap<&str, usize> = HashMap::new();
        let labels = self.threads.iter().enumerate().map(|(thread, record)| {
            let name = record.name.as_deref();
            let times = name.map(|name| times.entry(name).or_default());
            let before =
                times.map_or(0, |times| std::mem::replace(times, *times + 1));
            words::label(thread, name, before)
        });
        labels.collect()
    }
}
