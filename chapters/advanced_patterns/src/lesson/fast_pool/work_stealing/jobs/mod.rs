//! Where jobs wait: in the inbox until a worker comes, then on a worker's desk.
//!
//! Everything that two threads touch has a lock of its own, so that a submitter and a
//! worker meet once a batch and not once a job. Who has to sleep must not miss what
//! comes meanwhile. One protocol does for all of them:
//!
//! | who sleeps                   | who brings something                      |
//! |------------------------------|-------------------------------------------|
//! | 1. puts a flag up            | 1. locks a place, and puts it there       |
//! | 2. locks each place, looks   | 2. looks for flags before it unlocks      |
//! | 3. sleeps if there was none  | 3. wakes whose flag it saw, takes it down |
//!
//! Of the two who lock the same place, one is first. If it is the one who brings, the
//! other finds what was brought. If it is the one who sleeps, the other finds the flag.

mod worker;

use std::collections::VecDeque;
use std::mem;

use lab::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use lab::sync::{Condvar, Mutex, MutexGuard};
use lab::thread::Thread;
use lab::time::Instant;
use lab::utils::{Backoff, CachePadded};

/// Free places for which nobody waits any longer.
const ENOUGH: usize = 256;

pub(super) struct Jobs<J> {
    // Each on cache lines of its own: what one thread writes again and again must
    // not slow down another one's reading.
    inbox: CachePadded<Mutex<Inbox<J>>>,
    desks: Box<[CachePadded<Mutex<Desk<J>>>]>,
    /// How many jobs are in the inbox: a hint for those who do not hold its lock.
    waiting: CachePadded<AtomicUsize>,
    /// The flag of those who wait for room.
    is_short: CachePadded<AtomicBool>,
    room_came: Condvar,
    workers: usize,
}

struct Inbox<J> {
    /// The oldest job is in front.
    jobs: VecDeque<J>,
    /// How many more jobs the pool may hold.
    room: usize,
    is_open: bool,
    /// How many jobs were accepted, without those that `close` returned.
    accepted: usize,
    /// Whether jobs were ever put on desks: before, there is nothing to steal.
    is_spread: bool,
    /// Whether every worker may go home.
    is_over: bool,
    /// The flags of the workers who sleep.
    sleepers: Vec<(usize, Thread)>,
}

struct Desk<J> {
    jobs: VecDeque<J>,
    /// Places that are free again, and that the inbox does not know of yet.
    done: usize,
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
    /// Desks for `workers`, and one for a reader, who only gives back places.
    pub(super) fn new(workers: usize, room: usize) -> Jobs<J> {
        let desk = |_| {
            CachePadded::new(Mutex::new(Desk {
                jobs: VecDeque::new(),
                done: 0,
            }))
        };
        Jobs {
            inbox: CachePadded::new(Mutex::new(Inbox {
                jobs: VecDeque::new(),
                room,
                is_open: true,
                accepted: 0,
                is_spread: false,
                is_over: false,
                sleepers: Vec::new(),
            })),
            desks: (0..=workers).map(desk).collect(),
            waiting: CachePadded::new(AtomicUsize::new(0)),
            is_short: CachePadded::new(AtomicBool::new(false)),
            room_came: Condvar::new(),
            workers,
        }
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
        state.jobs.push_back(job);
        self.waiting.store(state.jobs.len(), Relaxed);
        let sleeper = state.sleepers.pop();
        drop(inbox);
        wake(sleeper);
        Ok(())
    }

    #[cold]
    fn wait_for_room<'a>(
        &'a self,
        mut inbox: MutexGuard<'a, Inbox<J>>,
        patience: Patience,
    ) -> MutexGuard<'a, Inbox<J>> {
        let is_patient = !matches!(patience, Patience::None);
        let backoff = Backoff::new();
        loop {
            drop(inbox);
            if is_patient {
                backoff.snooze();
            }
            // Only who is about to sleep puts up the flag: to wake costs much.
            let is_last_look = !is_patient || backoff.is_completed();
            if is_patient && is_last_look {
                self.is_short.store(true, Relaxed);
            }
            let done =
                |desk: &Mutex<Desk<J>>| mem::take(&mut desk.lock().unwrap().done);
            let done: usize = self.desks.iter().map(|desk| done(desk)).sum();
            inbox = self.inbox.lock().unwrap();
            inbox.room += done;
            if done > 1 {
                // We need one of them; another may wait for the others.
                self.room_came.notify_all();
            }
            // Where a place came free more will: a moment later it is worth the way.
            let is_enough = is_last_look || inbox.room >= ENOUGH;
            if !inbox.is_open || inbox.room > 0 && is_enough {
                return inbox;
            }
            if !is_last_look {
                continue;
            }
            match patience {
                Patience::None => return inbox,
                // Somebody took it down, for room that another was quicker to use.
                _ if !self.is_short.load(Relaxed) => {}
                Patience::Endless => inbox = self.room_came.wait(inbox).unwrap(),
                Patience::Until(deadline) => {
                    let left = deadline.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        return inbox;
                    }
                    (inbox, _) = self.room_came.wait_timeout(inbox, left).unwrap();
                }
            }
            backoff.reset();
        }
    }

    /// Gives back the places of what was done, if somebody waits for them.
    fn give_back(&self, mut desk: MutexGuard<'_, Desk<J>>) {
        if desk.done == 0 || !self.is_short.load(Relaxed) {
            return;
        }
        let done = mem::take(&mut desk.done);
        drop(desk);
        let mut inbox = self.inbox.lock().unwrap();
        self.add_room(&mut inbox, done);
    }

    fn add_room(&self, inbox: &mut Inbox<J>, done: usize) {
        inbox.room += done;
        if done > 0 && self.is_short.load(Relaxed) {
            self.is_short.store(false, Relaxed);
            self.room_came.notify_all();
        }
    }

    /// One more place is free, says the reader.
    pub(super) fn one_is_read(&self) {
        let mut desk = self.desks[self.workers].lock().unwrap();
        desk.done += 1;
        self.give_back(desk);
    }

    /// Takes no more jobs; those accepted before are done.
    pub(super) fn close(&self) {
        let mut inbox = self.inbox.lock().unwrap();
        inbox.is_open = false;
        let sleepers = mem::take(&mut inbox.sleepers);
        drop(inbox);
        wake(sleepers);
        self.room_came.notify_all();
    }

    /// Takes back what no worker has begun, the oldest first.
    pub(super) fn take_back(&self) -> Vec<J> {
        let mut inbox = self.inbox.lock().unwrap();
        // All of them at once, so that nothing is moved from one to the other.
        let mut desks: Vec<_> =
            self.desks.iter().map(|desk| desk.lock().unwrap()).collect();
        let mut jobs = Vec::new();
        for desk in &mut desks {
            jobs.extend(desk.jobs.drain(..));
        }
        jobs.extend(inbox.jobs.drain(..));
        inbox.accepted -= jobs.len();
        self.waiting.store(0, Relaxed);
        jobs
    }

    /// How many jobs were accepted in all: `None` as long as more may come.
    pub(super) fn accepted(&self) -> Option<usize> {
        let inbox = self.inbox.lock().unwrap();
        (!inbox.is_open).then_some(inbox.accepted)
    }
}

fn wake(sleepers: impl IntoIterator<Item = (usize, Thread)>) {
    for (_, sleeper) in sleepers {
        sleeper.unpark();
    }
}
