//! Where jobs wait: in the inbox until a worker comes, then on a worker's desk.
//! A job that comes alone to a worker that looks goes from hand to hand, past both.
//!
//! Inbox and desks are deques from which any thread may steal without a lock. The inbox
//! has a lock for those who put something in, and for those who go to sleep. A worker that
//! finds a job needs no lock: while there is work, only submitters are in a submitter's
//! way.
//!
//! The lock is held for nanoseconds, so it is one for which nobody sleeps: to unlock it
//! takes no atomic operation, which the submitter would pay for with each job.
//!
//! Who goes to sleep locks the inbox, puts itself on the list of sleepers, and only then
//! looks once more into every deque. A submitter has the inbox locked, too: one of the two
//! sees the other. Who moves several jobs to its desk looks at the number of
//! sleepers afterwards. So either the sleeper sees the jobs, or the mover the sleeper, and
//! calls it. A worker that is awake without a job is called looking. While one
//! looks, nobody else needs to be called, unless plenty waits.
//!
//! Who waits for room puts up a sign, counts once more what was done, and sleeps only
//! then. Who has done a job counts it, and looks for the sign afterwards. Of the
//! two one is first. The waiting is in the lobby, whose lock is taken before the inbox is
//! left: who calls the lobby afterwards finds everybody asleep.

mod room;
mod worker;

use std::mem;

use lab::deque::{Steal, Stealer, Worker};
use lab::spin;
use lab::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst, fence};
use lab::sync::{Condvar, Mutex};
use lab::thread::Thread;
use lab::utils::{Backoff, CachePadded};

use super::handoff::Handoff;
pub(super) use room::Patience;
pub(super) use worker::Desk;

/// Jobs in the inbox for which nobody waits any longer, and one looking worker is not
/// enough.
const PLENTY: usize = 256;

pub(super) struct Jobs<J> {
    // Each on cache lines of its own: what one thread writes again and again must
    // not slow down another one's reading.
    inbox: CachePadded<spin::Mutex<Inbox<J>>>,
    /// The other end of the inbox, and of every desk.
    waiting: Stealer<J>,
    desks: Box<[Stealer<J>]>,
    /// Where a job goes to a worker that looks, if no other is before it.
    handoff: CachePadded<Handoff<J>>,
    /// Places that are free again, and that the inbox does not know of yet: those of
    /// each worker, and of the readers.
    done: Box<[CachePadded<AtomicUsize>]>,
    signs: CachePadded<Signs>,
    /// How many workers are awake without a job, or have been called.
    looking: CachePadded<AtomicUsize>,
    /// Where one sleeps until there is room.
    lobby: Mutex<()>,
    room_came: Condvar,
    /// Free places for which nobody waits any longer.
    enough: usize,
}

/// Read by every worker again and again, and written seldom.
struct Signs {
    /// Somebody waits for room.
    is_short: AtomicBool,
    /// No worker is to begin another job.
    is_cancelled: AtomicBool,
    /// How many sleepers there are.
    asleep: AtomicUsize,
}

struct Inbox<J> {
    jobs: Worker<J>,
    /// How many more jobs the pool may hold.
    room: usize,
    is_open: bool,
    /// No worker will find a job any more: those that are left are begun.
    is_over: bool,
    /// How many jobs were accepted, without those that were taken back.
    accepted: usize,
    /// The numbers and threads of the workers who sleep.
    sleepers: Vec<(usize, Thread)>,
}

pub(super) enum Refused<J> {
    Closed(J),
    Full(J),
}

impl<J> Jobs<J> {
    /// An inbox with so much `room`, and a desk for each of `workers`.
    pub(super) fn new(workers: usize, room: usize) -> (Jobs<J>, Vec<Desk<J>>) {
        let inbox = Worker::new_fifo();
        let desks: Vec<_> = (0..workers).map(Desk::new).collect();
        let jobs = Jobs {
            waiting: inbox.stealer(),
            inbox: CachePadded::new(spin::Mutex::new(Inbox {
                jobs: inbox,
                room,
                is_open: true,
                is_over: false,
                accepted: 0,
                sleepers: Vec::new(),
            })),
            desks: desks.iter().map(Desk::stealer).collect(),
            handoff: CachePadded::new(Handoff::new()),
            done: (0..=workers).map(|_| CachePadded::default()).collect(),
            signs: CachePadded::new(Signs {
                is_short: AtomicBool::new(false),
                is_cancelled: AtomicBool::new(false),
                asleep: AtomicUsize::new(0),
            }),
            looking: CachePadded::new(AtomicUsize::new(0)),
            lobby: Mutex::new(()),
            room_came: Condvar::new(),
            enough: room::enough(room),
        };
        (jobs, desks)
    }

    // Always, as what else is done for each job: a guard that goes from one function to
    // another lies in memory, and is read back before it is written.
    #[inline(always)]
    pub(super) fn put(&self, job: J, patience: Patience) -> Result<(), Refused<J>> {
        loop {
            let mut inbox = self.inbox.lock();
            let state = &mut *inbox;
            if !state.is_open {
                return Err(Refused::Closed(job));
            }
            if state.room > 0 {
                state.room -= 1;
                state.accepted += 1;
                let Err(job) = self.hand_over(job) else {
                    return Ok(());
                };
                state.jobs.push(job);
                if !state.sleepers.is_empty() {
                    self.call_one(inbox);
                }
                return Ok(());
            }
            // Another submitter may be quicker than we are, and take it.
            if !self.wait_for_room(inbox, patience) {
                return Err(Refused::Full(job));
            }
        }
    }

    /// Gives the job to a worker that looks, if no other job is before it. The inbox must
    /// be locked. Otherwise: the job.
    #[inline(always)]
    fn hand_over(&self, job: J) -> Result<(), J> {
        match self.handoff.is_wanted() && self.waiting.is_empty() {
            true => self.handoff.give(job),
            false => Err(job),
        }
    }

    /// Has somebody look who sleeps, unless somebody looks already who will do.
    #[cold]
    fn call_one(&self, mut inbox: spin::MutexGuard<'_, Inbox<J>>) {
        // Who stops looking because of a job looks for others afterwards: either it
        // sees what was brought, or we see that nobody looks.
        fence(SeqCst);
        if self.looking.load(SeqCst) > 0 && inbox.jobs.len() < PLENTY {
            return;
        }
        let sleeper = inbox.sleepers.pop();
        self.signs.asleep.store(inbox.sleepers.len(), SeqCst);
        if let Some((_, sleeper)) = sleeper {
            self.looking.fetch_add(1, SeqCst);
            drop(inbox);
            sleeper.unpark();
        }
    }

    /// Has everybody look who sleeps.
    #[cold]
    fn call_all(&self, mut inbox: spin::MutexGuard<'_, Inbox<J>>) {
        let sleepers = mem::take(&mut inbox.sleepers);
        self.signs.asleep.store(0, SeqCst);
        self.looking.fetch_add(sleepers.len(), SeqCst);
        drop(inbox);
        for (_, sleeper) in sleepers {
            sleeper.unpark();
        }
    }

    /// Takes no more jobs; those accepted before are done.
    pub(super) fn close(&self) {
        let mut inbox = self.inbox.lock();
        inbox.is_open = false;
        // If all sleep, nobody else would find out that there is nothing more to do.
        self.call_one(inbox);
        self.call_the_lobby();
    }

    /// Takes no more jobs, and has no worker begin another one.
    pub(super) fn cancel(&self) {
        let mut inbox = self.inbox.lock();
        inbox.is_open = false;
        inbox.is_over = true;
        self.signs.is_cancelled.store(true, SeqCst);
        self.call_all(inbox);
        self.call_the_lobby();
    }

    /// Takes back what was not begun: of each desk, and then of the inbox, the oldest first.
    /// All must be cancelled.
    pub(super) fn take_back(&self) -> Vec<J> {
        // Who looks may be about to carry jobs from the inbox to a desk, past us. It soon
        // has one or goes home.
        let backoff = Backoff::new();
        while self.looking.load(SeqCst) > 0 {
            backoff.snooze();
        }
        let mut jobs = Vec::new();
        for deque in self.desks.iter().chain([&self.waiting]) {
            while let Some(job) = steal(|| deque.steal()) {
                jobs.push(job);
            }
        }
        self.inbox.lock().accepted -= jobs.len();
        jobs
    }

    /// How many jobs were accepted in all: `None` as long as more may come.
    pub(super) fn accepted(&self) -> Option<usize> {
        let inbox = self.inbox.lock();
        (!inbox.is_open).then_some(inbox.accepted)
    }
}

/// Steals, as often as another thief is quicker.
pub(super) fn steal<T>(attempt: impl Fn() -> Steal<T>) -> Option<T> {
    loop {
        match attempt() {
            Steal::Success(stolen) => return Some(stolen),
            Steal::Empty => return None,
            Steal::Retry => {}
        }
    }
}
