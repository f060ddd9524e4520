//! What a worker does to get a job.

use std::mem;

use lab::sync::Mutex;
use lab::sync::atomic::Ordering::Relaxed;
use lab::thread;
use lab::utils::Backoff;

use super::{Desk, Jobs, wake};

/// Jobs that a worker takes along at most: enough to make the way cheap.
const BATCH: usize = 256;

/// Jobs in the inbox for which nobody waits any longer.
const PLENTY: usize = 256;

/// What a visit to the inbox gave.
enum Visit<J> {
    Job(J),
    Nothing { is_open: bool, is_spread: bool },
}

#[derive(PartialEq)]
enum Ended {
    Yes,
    No,
}

impl<J> Jobs<J> {
    /// Takes the next job for worker `me`, who has `done` so many since it last came;
    /// waits while there is none. `None` once the inbox is closed and every job is
    /// taken.
    pub(in super::super) fn take(&self, me: usize, done: usize) -> Option<J> {
        if let Some(job) = self.take_from_desk(me, done) {
            return Some(job);
        }
        let mut was_asleep = false;
        loop {
            let job = match self.refill(me) {
                Visit::Job(job) => Some(job),
                Visit::Nothing { is_open, is_spread } => {
                    let stolen = if is_spread { self.steal(me) } else { None };
                    if stolen.is_none() && is_open && self.some_come() {
                        continue;
                    }
                    stolen
                }
            };
            if job.is_some() {
                if was_asleep {
                    // Perhaps it was for another job that we were woken.
                    self.wake_for_desks();
                }
                return job;
            }
            if self.sleep(me) == Ended::Yes {
                return None;
            }
            was_asleep = true;
        }
    }

    fn take_from_desk(&self, me: usize, done: usize) -> Option<J> {
        let mut desk = self.desks[me].lock().unwrap();
        let own = &mut *desk;
        own.done += done;
        let job = own.jobs.pop_front();
        // With an empty desk the next way leads to the inbox anyway.
        if job.is_some() {
            self.give_back(desk);
        }
        job
    }

    /// Takes a job from the inbox, and some more for the desk of worker `me`: a fair
    /// share of half of what is there, so that some is left for who comes next.
    fn refill(&self, me: usize) -> Visit<J> {
        self.let_some_gather();
        let mut inbox = self.inbox.lock().unwrap();
        let mut desk = self.desks[me].lock().unwrap();
        let done = mem::take(&mut desk.done);
        self.add_room(&mut inbox, done);
        let Some(job) = inbox.jobs.pop_front() else {
            return Visit::Nothing {
                is_open: inbox.is_open,
                is_spread: inbox.is_spread,
            };
        };
        let share = (inbox.jobs.len() + 1) / (2 * self.workers);
        let more = share.min(BATCH).saturating_sub(1);
        desk.jobs.extend(inbox.jobs.drain(..more));
        inbox.is_spread |= more > 0;
        self.waiting.store(inbox.jobs.len(), Relaxed);
        let is_more = more > 0 || !inbox.jobs.is_empty();
        let sleeper = if is_more { inbox.sleepers.pop() } else { None };
        drop((desk, inbox));
        wake(sleeper);
        Visit::Job(job)
    }

    /// Where there are some jobs, more may be on their way: waits a moment, so that
    /// the visit is worth its while. A single one is not kept waiting.
    fn let_some_gather(&self) {
        let backoff = Backoff::new();
        while (2..PLENTY).contains(&self.waiting.load(Relaxed))
            && !backoff.is_completed()
        {
            backoff.snooze();
        }
    }

    /// Waits for a few microseconds whether jobs come: to sleep and to be woken takes
    /// longer.
    fn some_come(&self) -> bool {
        let backoff = Backoff::new();
        while self.waiting.load(Relaxed) == 0 {
            if backoff.is_completed() {
                return false;
            }
            backoff.snooze();
        }
        true
    }

    // ANCHOR: steal
    /// Takes half of the jobs from somebody else's desk, the oldest of them, and
    /// begins with the first.
    fn steal(&self, me: usize) -> Option<J> {
        if !self.inbox.lock().unwrap().is_spread {
            return None;
        }
        for n in 1..self.workers {
            let victim = (me + n) % self.workers;
            // In ascending order: of two who rob each other neither waits for ever.
            let mut low = self.desks[me.min(victim)].lock().unwrap();
            let mut high = self.desks[me.max(victim)].lock().unwrap();
            let (own, other) = if me < victim {
                (&mut low.jobs, &mut high.jobs)
            } else {
                (&mut high.jobs, &mut low.jobs)
            };
            let half = other.len().div_ceil(2);
            own.extend(other.drain(..half));
            let job = own.pop_front();
            let is_more = !own.is_empty();
            drop((low, high));
            if is_more {
                // Who looked here before us and there after us saw nothing.
                self.wake_for_desks();
            }
            if job.is_some() {
                return job;
            }
        }
        None
    }
    // ANCHOR_END: steal

    /// Wakes one worker, if there may be something on the desks.
    fn wake_for_desks(&self) {
        let mut inbox = self.inbox.lock().unwrap();
        let sleeper = if inbox.is_spread {
            inbox.sleepers.pop()
        } else {
            None
        };
        drop(inbox);
        wake(sleeper);
    }

    /// Sleeps until there may be a job for worker `me`, or until all is done.
    fn sleep(&self, me: usize) -> Ended {
        let mut inbox = self.inbox.lock().unwrap();
        if !inbox.jobs.is_empty() {
            return Ended::No;
        }
        inbox.sleepers.push((me, thread::current()));
        let is_last = !inbox.is_spread || inbox.sleepers.len() == self.workers;
        if !inbox.is_open && is_last {
            // Nothing comes any more, and nobody has anything that could be stolen.
            inbox.is_over = true;
            wake(mem::take(&mut inbox.sleepers));
            return Ended::Yes;
        }
        let is_spread = inbox.is_spread;
        drop(inbox);
        let is_left = |desk: &Mutex<Desk<J>>| !desk.lock().unwrap().jobs.is_empty();
        if is_spread && self.desks.iter().any(|desk| is_left(desk)) {
            let mut inbox = self.inbox.lock().unwrap();
            inbox.sleepers.retain(|&(sleeper, _)| sleeper != me);
            return Ended::No;
        }
        loop {
            thread::park();
            let inbox = self.inbox.lock().unwrap();
            if inbox.is_over {
                return Ended::Yes;
            }
            if inbox.sleepers.iter().all(|&(sleeper, _)| sleeper != me) {
                return Ended::No;
            }
        }
    }
}
