//! Where jobs wait: in the inbox until a worker comes, then on a worker's desk.
//!
//! Both are deques from which any thread may steal without a lock. The inbox has a lock
//! for those who put something in, and for those who go to sleep. Workers only take
//! from it, and so a submitter finds it locked by nobody but another submitter.
//!
//! Who goes to sleep locks the inbox, puts itself on the list of sleepers, and only then
//! looks once more into every deque. A submitter has the inbox locked, too: one of the two
//! sees the other. Who moves several jobs to its desk looks at the number of
//! sleepers afterwards. So either the sleeper sees the jobs, or the mover the sleeper, and
//! calls it. A worker that is awake without a job is called looking. While one
//! looks, nobody else needs to be called.
//!
//! Who waits for room puts up a sign, counts once more what was done, and sleeps only
//! then. Who has done a job counts it, and looks for the sign afterwards. Of the
//! two one is first.

mod worker;

use std::mem;

use lab::deque::{Steal, Stealer, Worker};
use lab::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst, fence};
use lab::sync::{Condvar, Mutex, MutexGuard};
use lab::thread::Thread;
use lab::time::Instant;
use lab::utils::{Backoff, CachePadded};
pub(super) use worker::Desk;

/// Free places for which nobody waits any longer, at most.
const ENOUGH: usize = 256;

/// Jobs in the inbox for which nobody waits any longer, and one looking worker is not
/// enough.
const PLENTY: usize = 256;

pub(super) struct Jobs<J> {
    // Each on cache lines of its own: what one thread writes again and again must
    // not slow down another one's reading.
    inbox: CachePadded<Mutex<Inbox<J>>>,
    /// The other end of the inbox, and of every desk.
    waiting: Stealer<J>,
    desks: Box<[Stealer<J>]>,
    /// Places that are free again, and that the inbox does not know of yet: those of
    /// each worker, and of the readers.
    done: Box<[CachePadded<AtomicUsize>]>,
    signs: CachePadded<Signs>,
    /// How many workers are awake without a job, or have been called.
    looking: CachePadded<AtomicUsize>,
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

/// How long to wait for room.
#[derive(Clone, Copy)]
pub(super) enum Patience {
    None,
    Until(Instant),
    Endless,
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
            inbox: CachePadded::new(Mutex::new(Inbox {
                jobs: inbox,
                room,
                is_open: true,
                is_over: false,
                accepted: 0,
                sleepers: Vec::new(),
            })),
            desks: desks.iter().map(Desk::stealer).collect(),
            done: (0..=workers).map(|_| CachePadded::default()).collect(),
            signs: CachePadded::new(Signs {
                is_short: AtomicBool::new(false),
                is_cancelled: AtomicBool::new(false),
                asleep: AtomicUsize::new(0),
            }),
            looking: CachePadded::new(AtomicUsize::new(0)),
            room_came: Condvar::new(),
            enough: (room / 2).clamp(1, ENOUGH),
        };
        (jobs, desks)
    }

    pub(super) fn put(&self, job: J, patience: Patience) -> Result<(), Refused<J>> {
        let mut inbox = self.inbox.lock().unwrap();
        if inbox.room == 0 {
            inbox = self.wait_for_room(inbox, patience);
        }
        let state = &mut *inbox;
        if !state.is_open {
            return Err(Refused::Closed(job));
        }
        if state.room == 0 {
            return Err(Refused::Full(job));
        }
        state.room -= 1;
        state.accepted += 1;
        state.jobs.push(job);
        if !state.sleepers.is_empty() {
            self.call_one(inbox);
        }
        Ok(())
    }

    /// Has somebody look who sleeps, unless somebody looks already who will do.
    #[cold]
    fn call_one(&self, mut inbox: MutexGuard<'_, Inbox<J>>) {
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
    fn call_all(&self, mut inbox: MutexGuard<'_, Inbox<J>>) {
        let sleepers = mem::take(&mut inbox.sleepers);
        self.signs.asleep.store(0, SeqCst);
        self.looking.fetch_add(sleepers.len(), SeqCst);
        drop(inbox);
        for (_, sleeper) in sleepers {
            sleeper.unpark();
        }
    }

    #[cold]
    fn wait_for_room<'a>(
        &'a self,
        mut inbox: MutexGuard<'a, Inbox<J>>,
        patience: Patience,
    ) -> MutexGuard<'a, Inbox<J>> {
        let is_patient = !matches!(patience, Patience::None);
        let mut is_last_look = !is_patient;
        loop {
            // Only who is about to sleep puts up the sign: to wake costs much.
            if is_patient && is_last_look {
                self.signs.is_short.store(true, SeqCst);
            }
            let done = self.count_done();
            inbox.room += done;
            if done > 1 {
                // We need one of them; another may wait for the others.
                self.room_came.notify_all();
            }
            let is_enough = inbox.room >= self.enough || is_last_look;
            if !inbox.is_open || inbox.room > 0 && is_enough {
                return inbox;
            }
            if !is_last_look {
                drop(inbox);
                let_others_go_on();
                inbox = self.inbox.lock().unwrap();
                is_last_look = true;
                continue;
            }
            match patience {
                Patience::None => return inbox,
                Patience::Endless => inbox = self.room_came.wait(inbox).unwrap(),
                Patience::Until(deadline) => {
                    let left = deadline.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        return inbox;
                    }
                    (inbox, _) = self.room_came.wait_timeout(inbox, left).unwrap();
                }
            }
            // Where a place came free more will: a moment later it is worth the way.
            is_last_look = false;
        }
    }

    /// Places that came free since this was called last.
    fn count_done(&self) -> usize {
        self.done.iter().map(|done| done.swap(0, SeqCst)).sum()
    }

    /// Gives back the place of worker `who`, or of a reader.
    fn give_back(&self, who: usize) {
        self.done[who].fetch_add(1, SeqCst);
        if self.signs.is_short.load(SeqCst) {
            self.tell_of_room();
        }
    }

    #[cold]
    fn tell_of_room(&self) {
        let mut inbox = self.inbox.lock().unwrap();
        let done = self.count_done();
        inbox.room += done;
        if done > 0 {
            self.signs.is_short.store(false, SeqCst);
            self.room_came.notify_all();
        }
    }

    /// One more place is free, says the reader.
    pub(super) fn one_is_read(&self) {
        self.give_back(self.desks.len());
    }

    /// Takes no more jobs; those accepted before are done.
    pub(super) fn close(&self) {
        let mut inbox = self.inbox.lock().unwrap();
        inbox.is_open = false;
        self.room_came.notify_all();
        // If all sleep, nobody else would find out that there is nothing more to do.
        self.call_one(inbox);
    }

    /// Takes no more jobs, and has no worker begin another one.
    pub(super) fn cancel(&self) {
        let mut inbox = self.inbox.lock().unwrap();
        inbox.is_open = false;
        inbox.is_over = true;
        self.signs.is_cancelled.store(true, SeqCst);
        self.room_came.notify_all();
        self.call_all(inbox);
    }

    /// Takes back what was not begun, the oldest first. No worker may be left.
    pub(super) fn take_back(&self) -> Vec<J> {
        let mut inbox = self.inbox.lock().unwrap();
        let mut jobs = Vec::new();
        for deque in self.desks.iter().chain([&self.waiting]) {
            while let Some(job) = steal(|| deque.steal()) {
                jobs.push(job);
            }
        }
        inbox.accepted -= jobs.len();
        jobs
    }

    /// How many jobs were accepted in all: `None` as long as more may come.
    pub(super) fn accepted(&self) -> Option<usize> {
        let inbox = self.inbox.lock().unwrap();
        (!inbox.is_open).then_some(inbox.accepted)
    }
}

/// Waits a moment without looking: each look takes a cache line from a worker.
fn let_others_go_on() {
    let backoff = Backoff::new();
    while !backoff.is_completed() {
        backoff.snooze();
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
