//! What a worker does to get a job.

use std::mem;

use lab::sync::MutexGuard;
use lab::sync::atomic::Ordering::Relaxed;
use lab::thread;
use lab::utils::Backoff;

use super::super::patience::spin_until;
use super::{Desk, Inbox, Jobs};

/// Jobs that a worker takes along at most: enough to make the way cheap.
const BATCH: usize = 256;

/// Jobs in the inbox for which nobody waits any longer.
const PLENTY: usize = 256;

/// What a visit to the inbox gave.
enum Visit<J> {
    Job(J),
    /// Nothing: look for a while whether something comes.
    Look,
    /// Nothing: sleep until called.
    Sleep,
    /// Nothing, and nothing will come.
    GoHome,
}

/// A worker that visits the inbox.
struct Visitor {
    number: usize,
    /// Whether it is one of those who are counted as looking.
    is_looking: bool,
    /// Whether it has looked for a while, in vain.
    is_tired: bool,
}

impl<J> Jobs<J> {
    /// Takes the next job for worker `me`, who has `done` so many since it last came;
    /// waits while there is none. `None` once the inbox is closed and every job is
    /// taken.
    pub(in super::super) fn take(&self, me: usize, done: usize) -> Option<J> {
        if let Some(job) = self.take_from_desk(me, done) {
            return Some(job);
        }
        let mut visitor = Visitor {
            number: me,
            is_looking: false,
            is_tired: false,
        };
        loop {
            self.let_some_gather();
            match self.visit(&visitor) {
                Visit::Job(job) => return Some(job),
                Visit::GoHome => return None,
                Visit::Look => {
                    let have_come = spin_until(|| self.waiting.load(Relaxed) > 0);
                    visitor.is_tired = !have_come;
                }
                Visit::Sleep => {
                    self.sleep(me);
                    visitor.is_tired = false;
                }
            }
            visitor.is_looking = true;
        }
    }

    fn take_from_desk(&self, me: usize, done: usize) -> Option<J> {
        let mut desk = self.desks[me].lock().unwrap();
        let own = &mut *desk;
        own.done += done;
        // With an empty desk the next way leads to the inbox anyway.
        let job = own.jobs.pop_front()?;
        if own.done > 0 && self.is_short.load(Relaxed) {
            self.give_back(desk);
        }
        Some(job)
    }

    /// Where there are some jobs, more may be on their way: waits a moment, so that
    /// the visit is worth its while. A single one is not kept waiting. Looks seldom:
    /// each look takes a cache line from the submitter.
    fn let_some_gather(&self) {
        let are_some = || (2..PLENTY).contains(&self.waiting.load(Relaxed));
        let backoff = Backoff::new();
        while are_some() && !backoff.is_completed() {
            backoff.snooze();
        }
    }

    /// Takes a job from the inbox, or else from somebody's desk.
    fn visit(&self, visitor: &Visitor) -> Visit<J> {
        let mut inbox = self.inbox.lock().unwrap();
        let mut desk = self.desks[visitor.number].lock().unwrap();
        let (state, own) = (&mut *inbox, &mut *desk);
        state.looking -= usize::from(visitor.is_looking);
        state.laden -= usize::from(mem::take(&mut own.is_laden));
        self.add_room(state, mem::take(&mut own.done));
        if !self.take_along(state, own) && state.laden > 0 {
            self.steal(own, visitor.number);
        }
        let Some(job) = own.jobs.pop_front() else {
            return if !state.is_open {
                Visit::GoHome
            } else if state.looking == 0 && !visitor.is_tired {
                state.looking = 1;
                Visit::Look
            } else {
                state.sleepers.push((visitor.number, thread::current()));
                Visit::Sleep
            };
        };
        own.is_laden = !own.jobs.is_empty();
        state.laden += usize::from(own.is_laden);
        drop(desk);
        // Who takes something away leaves somebody who looks after the rest.
        if (inbox.laden > 0 || !inbox.jobs.is_empty()) && inbox.is_one_to_be_called()
        {
            self.call_one(inbox);
        }
        Visit::Job(job)
    }

    /// Takes a fair share of half of what is in the inbox, or one job, so that some are
    /// left for who comes next. False if there is nothing.
    fn take_along(&self, inbox: &mut Inbox<J>, own: &mut Desk<J>) -> bool {
        let share = inbox.jobs.len() / (2 * self.workers);
        let share = share.clamp(1, BATCH).min(inbox.jobs.len());
        own.jobs.extend(inbox.jobs.drain(..share));
        self.waiting.store(inbox.jobs.len(), Relaxed);
        share > 0
    }

    // ANCHOR: steal
    /// Takes half of the jobs from somebody else's desk, the oldest of them.
    fn steal(&self, own: &mut Desk<J>, me: usize) {
        let others = (1..self.workers).map(|n| (me + n) % self.workers);
        for other in others {
            let mut other = self.desks[other].lock().unwrap();
            let half = other.jobs.len().div_ceil(2);
            if half > 0 {
                own.jobs.extend(other.jobs.drain(..half));
                return;
            }
        }
    }
    // ANCHOR_END: steal

    /// Sleeps until somebody has called worker `me`.
    fn sleep(&self, me: usize) {
        let is_asleep = |inbox: MutexGuard<'_, Inbox<J>>| {
            inbox.sleepers.iter().any(|&(sleeper, _)| sleeper == me)
        };
        while is_asleep(self.inbox.lock().unwrap()) {
            thread::park();
        }
    }
}
