//! What threads share and wait on: channels, locks and the rest, as the run
//! sees them. The data itself stays in the real primitive.

use std::collections::VecDeque;
use std::panic::Location;

pub(crate) use ::trace::ObjectKind;

use super::clock::Nanos;
use super::handles::Handle;
use super::state::{Panicked, State, Status, Thread, Tid};

/// Index of a shared object within its run, in order of first use.
pub(crate) type ObjectId = usize;

/// A place in the learner's source.
pub(crate) type Place = &'static Location<'static>;

/// The place from which the function was called that calls this.
#[track_caller]
pub(crate) const fn here() -> Place {
    Location::caller()
}

/// The two ends of a channel. Objects with one kind of waiter use `Receive`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum End {
    Send,
    Receive,
}

/// How a thread waits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// For this object alone.
    Only,
    /// For one of several: once woken, it may go another way.
    Selects,
    /// To be told that an operation would go through, without doing it.
    Watches,
}

struct Waiter {
    thread: Tid,
    epoch: u32,
    manner: Manner,
}

impl Waiter {
    fn waits(&self, threads: &[Thread]) -> bool {
        let thread = &threads[self.thread];
        thread.epoch == self.epoch && thread.status == Status::Waiting
    }
}

/// A call of `notify_one` or `notify_all`.
#[derive(Clone, Copy)]
pub(crate) struct Notice {
    pub(crate) by: Tid,
    pub(crate) place: Place,
    pub(crate) to_all: bool,
    /// Somebody waited.
    pub(crate) was_heard: bool,
    /// How many operations there were before.
    pub(crate) step: u64,
}

pub(crate) struct Object {
    pub(crate) kind: ObjectKind,
    pub(crate) made_at: Place,
    /// The line of the program that used it first, where known: its name when it was
    /// made by the standard library, as in `<[Mutex<_>; 3]>::default()`.
    pub(crate) first_used: Place,
    /// When that was.
    pub(crate) used_since: Nanos,
    waiters: [VecDeque<Waiter>; 2],
    /// Channels only: `None` is unbounded.
    pub(crate) capacity: Option<usize>,
    pub(crate) depth: usize,
    pub(crate) high_water: usize,
    pub(crate) messages: u64,
    pub(crate) handles: Vec<Handle>,
    /// How many handles there are of each end.
    pub(super) alive: [u32; 2],
    /// Channels only: operations that a `Select` has chosen and that are still to
    /// be carried out. Nobody else may have their room or their message.
    pub(crate) claimed: [usize; 2],
    /// Locks only: who holds it, and since which line.
    pub(crate) holders: Vec<(Tid, Place)>,
    /// Locks only: how long threads have waited for it, all together.
    pub(crate) waited: u64,
    /// Locks only: who kept it while at work or asleep: the thread, where it had
    /// locked, and where it worked.
    pub(crate) kept: Option<(Tid, Place, Place)>,
    /// Locks only: the panic that poisoned it.
    pub(crate) poisoned_by: Option<Box<Panicked>>,
    /// Condition variables only: the last notification.
    pub(crate) notified: Option<Notice>,
    /// Channels only: who took the last message.
    pub(crate) taken_by: Option<Tid>,
    /// Channels only: who was the last to look for a message in vain.
    pub(crate) asked_by: Option<Tid>,
    /// Channels only: how often an end was told that the other is closed.
    pub(crate) told_closed: u32,
    /// Barriers only: how many wait.
    pub(crate) count: usize,
    /// Barriers only: moves on whenever the barrier opens.
    pub(crate) generation: u64,
}

impl Object {
    pub(crate) fn alive(&self, end: End) -> u32 {
        self.alive[end as usize]
    }

    /// Channels only: a message came in.
    pub(crate) fn deepen(&mut self) {
        self.messages += 1;
        self.depth += 1;
        self.high_water = self.high_water.max(self.depth);
    }

    /// Channels only: whether there is room to send, or a message to receive, that
    /// is not claimed.
    pub(crate) fn is_free(&self, end: End) -> bool {
        let claimed = self.claimed[end as usize];
        match end {
            End::Send => self.capacity.is_none_or(|c| self.depth + claimed < c),
            End::Receive => self.depth > claimed,
        }
    }
}

/// Waking everyone lets any of them win, as on a real machine. Past this many
/// the cost would grow with the square of the waiters, and little is left to find.
const WOKEN_AT_ONCE: usize = 16;

impl State {
    pub(crate) fn add_object(
        &mut self,
        kind: ObjectKind,
        made_at: Place,
    ) -> ObjectId {
        let thread = self.threads.get(self.current);
        self.objects.push(Object {
            kind,
            made_at,
            first_used: thread.map_or(made_at, |thread| thread.own_line),
            used_since: self.clock.now,
            waiters: [VecDeque::new(), VecDeque::new()],
            capacity: None,
            depth: 0,
            high_water: 0,
            messages: 0,
            handles: Vec::new(),
            alive: [0, 0],
            claimed: [0, 0],
            holders: Vec::new(),
            waited: 0,
            kept: None,
            poisoned_by: None,
            notified: None,
            taken_by: None,
            asked_by: None,
            told_closed: 0,
            count: 0,
            generation: 0,
        });
        self.objects.len() - 1
    }

    /// Puts the current thread on the list of those who wait at `end`.
    pub(crate) fn enlist(&mut self, object: ObjectId, end: End, manner: Manner) {
        let thread = self.current;
        let epoch = self.threads[thread].epoch;
        let limit = self.threads.len() + 8;
        let waiters = &mut self.objects[object].waiters[end as usize];
        // Entries of waits that ended elsewhere stay behind: sweep them when
        // there are more entries than threads.
        if waiters.len() > limit {
            waiters.retain(|w| w.waits(&self.threads));
        }
        waiters.push_back(Waiter {
            thread,
            epoch,
            manner,
        });
    }

    /// Takes the one who has waited longest to act at `end` off the list, and
    /// wakes those before it who only watch.
    pub(crate) fn take_waiter(&mut self, object: ObjectId, end: End) -> Option<Tid> {
        loop {
            let waiter = self.objects[object].waiters[end as usize].pop_front()?;
            if waiter.waits(&self.threads) {
                if waiter.manner != Manner::Watches {
                    return Some(waiter.thread);
                }
                self.make_ready(waiter.thread);
            }
        }
    }

    /// Wakes those who wait at `end`, first come first, so that they try again.
    pub(crate) fn wake(&mut self, object: ObjectId, end: End) {
        let (mut woken, mut sure) = (0, false);
        while woken < WOKEN_AT_ONCE || !sure {
            let waiters = &mut self.objects[object].waiters[end as usize];
            let Some(waiter) = waiters.pop_front() else {
                break;
            };
            if waiter.waits(&self.threads) {
                self.make_ready(waiter.thread);
                woken += 1;
                sure |= waiter.manner == Manner::Only;
            }
        }
    }

    /// Wakes a thread because of the last notification.
    pub(crate) fn wake_by_notice(&mut self, condvar: ObjectId, thread: Tid) {
        let notice = self.objects[condvar].notified;
        self.threads[thread].woken = notice.map(|notice| (condvar, notice));
        self.make_ready(thread);
    }

    pub(crate) fn wake_everyone(&mut self, object: ObjectId, end: End) {
        while let Some(thread) = self.take_waiter(object, end) {
            self.make_ready(thread);
        }
    }

    /// Wakes those who watch `end` and leaves the others where they are.
    pub(crate) fn wake_watchers(&mut self, object: ObjectId, end: End) {
        let waiters = &self.objects[object].waiters[end as usize];
        let watchers: Vec<Tid> = waiters
            .iter()
            .filter(|w| w.manner == Manner::Watches && w.waits(&self.threads))
            .map(|w| w.thread)
            .collect();
        for thread in watchers {
            self.make_ready(thread);
        }
    }

    pub(crate) fn note_notice(
        &mut self,
        condvar: ObjectId,
        place: Place,
        to_all: bool,
        was_heard: bool,
    ) {
        // A destructor that notifies when all is over has no part in what happened.
        if self.aborting {
            return;
        }
        if !was_heard {
            match self.unheard.iter_mut().find(|(at, _)| *at == place) {
                Some((_, count)) => *count += 1,
                None => self.unheard.push((place, 1)),
            }
        }
        self.objects[condvar].notified = Some(Notice {
            by: self.current,
            place,
            to_all,
            was_heard,
            step: self.steps,
        });
    }

    /// Whether anyone waits to act at `end`.
    pub(crate) fn has_waiter(&self, object: ObjectId, end: End) -> bool {
        self.objects[object].waiters[end as usize]
            .iter()
            .any(|w| w.manner != Manner::Watches && w.waits(&self.threads))
    }

    /// Who waits at `end` now, longest first.
    pub(crate) fn waiting_at(&self, object: ObjectId, end: End) -> Vec<Tid> {
        self.objects[object].waiters[end as usize]
            .iter()
            .filter(|w| w.waits(&self.threads))
            .map(|w| w.thread)
            .collect()
    }
}
