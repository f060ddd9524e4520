//! Where jobs wait: in the inbox until a worker comes, then on a worker's desk.
//!
//! Everything that two threads touch has a lock of its own, so that a submitter and a
//! worker meet once a batch and not once a job. Jobs go to another place only while
//! the inbox is locked: who has it locked and finds nothing anywhere may sleep, for
//! whoever brings something comes by the list of sleepers and calls one of them.
//! A worker that is awake without a job is called looking. There is one such at most:
//! while it looks nobody needs to be called.
//!
//! Who waits for room puts up a flag, looks once more at each desk, and sleeps only
//! then. Who has room to give locks its desk, leaves it there, and looks for the flag
//! before it unlocks. Of the two who lock the same desk, one is first: the other sees
//! either the room or the flag.

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
    /// Desks to which some were taken when their worker was here last.
    laden: usize,
    /// How many workers are awake without a job, or have been called.
    looking: usize,
    sleepers: Vec<(usize, Thread)>,
}

struct Desk<J> {
    jobs: VecDeque<J>,
    /// Whether it is one of those that are counted as laden.
    is_laden: bool,
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
                is_laden: false,
                done: 0,
            }))
        };
        Jobs {
            inbox: CachePadded::new(Mutex::new(Inbox {
                jobs: VecDeque::new(),
                room,
                is_open: true,
                accepted: 0,
                laden: 0,
                looking: 0,
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
        let waiting = state.jobs.len();
        if state.is_one_to_be_called() {
            self.call_one(inbox);
        } else {
            drop(inbox);
        }
        // Only now, or who sees it would come too early and find the inbox locked.
        self.waiting.store(waiting, Relaxed);
        Ok(())
    }

    /// Has somebody look who sleeps.
    #[cold]
    fn call_one(&self, mut inbox: MutexGuard<'_, Inbox<J>>) {
        inbox.looking += 1;
        let sleeper = inbox.sleepers.pop();
        drop(inbox);
        wake(sleeper);
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

    /// Gives back the places of what was done: somebody waits for them.
    #[cold]
    fn give_back(&self, mut desk: MutexGuard<'_, Desk<J>>) {
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
        if self.is_short.load(Relaxed) {
            self.give_back(desk);
        }
    }

    /// Takes no more jobs; those accepted before are done.
    pub(super) fn close(&self) {
        let mut inbox = self.inbox.lock().unwrap();
        inbox.is_open = false;
        let sleepers = mem::take(&mut inbox.sleepers);
        inbox.looking += sleepers.len();
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

impl<J> Inbox<J> {
    fn is_one_to_be_called(&self) -> bool {
        self.looking == 0 && !self.sleepers.is_empty()
    }
}

fn wake(sleepers: impl IntoIterator<Item = (usize, Thread)>) {
    for (_, sleeper) in sleepers {
        sleeper.unpark();
    }
}
