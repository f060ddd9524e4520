//! What a worker does to get a job.

use lab::deque::{Stealer, Worker};
use lab::spin;
use lab::sync::atomic::{Ordering::SeqCst, fence};
use lab::thread;
use lab::utils::Backoff;

use super::super::patience::spin_until;
use super::{Inbox, Jobs, PLENTY, steal};

/// Jobs that a worker takes along at most: enough to make the way cheap.
const BATCH: usize = 64;

/// What a worker took along. It belongs to the worker; others may steal from it.
pub(in super::super) struct Desk<J> {
    number: usize,
    jobs: Worker<J>,
}

impl<J> Desk<J> {
    pub(super) fn new(number: usize) -> Desk<J> {
        Desk {
            number,
            jobs: Worker::new_fifo(),
        }
    }

    pub(super) fn stealer(&self) -> Stealer<J> {
        self.jobs.stealer()
    }
}

/// What a worker does who found nothing.
enum Next {
    /// Look again.
    Look,
    /// Sleep until called.
    Sleep,
    /// Nothing will come.
    GoHome,
}

impl<J> Jobs<J> {
    /// Takes the next job for the worker at `desk`; waits while there is none. `None`
    /// once the inbox is closed and every job is done or taken, or all is cancelled.
    #[inline(always)]
    pub(in super::super) fn take(&self, desk: &Desk<J>) -> Option<J> {
        if self.signs.is_cancelled.load(SeqCst) {
            return None;
        }
        if let Some(job) = desk.jobs.pop() {
            return Some(job);
        }
        self.looking.fetch_add(1, SeqCst);
        let mut is_tired = false;
        loop {
            // Counted before: who cancels sees that we look, or we see that it cancels.
            if self.signs.is_cancelled.load(SeqCst) {
                self.looking.fetch_sub(1, SeqCst);
                return None;
            }
            self.let_some_gather();
            if let Some(job) = self.find(desk) {
                self.stop_looking();
                return Some(job);
            }
            // Without the lock, which the submitter needs for the next job. Nobody else
            // looks, so nobody else waits for one from hand to hand.
            if !is_tired && self.looking.load(SeqCst) == 1 {
                self.handoff.want();
                let has_come =
                    || self.handoff.has_come() || !self.waiting.is_empty();
                is_tired = !spin_until(has_come);
                if let Some(job) = self.handoff.leave() {
                    self.stop_looking();
                    return Some(job);
                }
            } else {
                match self.give_up(desk) {
                    Next::GoHome => return None,
                    Next::Look => {}
                    Next::Sleep => {
                        // Who calls it has it looking again.
                        self.sleep(desk.number);
                        is_tired = false;
                    }
                }
            }
        }
    }

    /// Gives back the place of the job that the worker at `desk` has done.
    #[inline(always)]
    pub(in super::super) fn one_is_done(&self, desk: &Desk<J>) {
        self.give_back(desk.number);
    }

    /// Where there are some jobs, more may be on their way: waits a moment, so that
    /// the visit is worth its while. A single one is not kept waiting. Looks seldom:
    /// each look takes a cache line from the submitter.
    fn let_some_gather(&self) {
        let are_some = || (2..PLENTY).contains(&self.waiting.len());
        let backoff = Backoff::new();
        while are_some() && !backoff.is_completed() {
            backoff.snooze();
        }
    }

    /// Takes a job from the inbox, or else from somebody's desk, and others along.
    fn find(&self, desk: &Desk<J>) -> Option<J> {
        self.take_along(desk).or_else(|| self.rob(desk))
    }

    /// Takes a fair share of half of what is in the inbox, or one job, so that some are
    /// left for who comes next.
    fn take_along(&self, desk: &Desk<J>) -> Option<J> {
        let waiting = self.waiting.len();
        if waiting == 0 {
            return None;
        }
        let share = (waiting / (2 * self.desks.len())).clamp(1, BATCH);
        steal(|| {
            self.waiting
                .steal_batch_with_limit_and_pop(&desk.jobs, share)
        })
    }

    // ANCHOR: steal
    /// Takes half of the jobs from somebody else's desk, the oldest of them.
    fn rob(&self, desk: &Desk<J>) -> Option<J> {
        let workers = self.desks.len();
        let others = (1..workers).map(|n| &self.desks[(desk.number + n) % workers]);
        // To look costs less than to try.
        let mut full = others.filter(|other| !other.is_empty());
        full.find_map(|other| steal(|| other.steal_batch_and_pop(&desk.jobs)))
    }
    // ANCHOR_END: steal

    /// Because a job was found. Calls somebody if there is more to do.
    fn stop_looking(&self) {
        self.looking.fetch_sub(1, SeqCst);
        // Whoever goes to sleep now sees what lies on the desk, or we see the sleeper.
        fence(SeqCst);
        if self.signs.asleep.load(SeqCst) > 0 && self.is_more() {
            self.call_one(self.inbox.lock());
        }
    }

    /// Whether a job waits anywhere.
    fn is_more(&self) -> bool {
        let mut all = self.desks.iter().chain([&self.waiting]);
        all.any(|deque| !deque.is_empty())
    }

    /// Decides what to do without a job.
    fn give_up(&self, desk: &Desk<J>) -> Next {
        let mut inbox = self.inbox.lock();
        if inbox.is_over {
            self.looking.fetch_sub(1, SeqCst);
            return Next::GoHome;
        }
        inbox.sleepers.push((desk.number, thread::current()));
        self.signs.asleep.store(inbox.sleepers.len(), SeqCst);
        if self.is_more() {
            // Somebody put it there who may not have seen us.
            inbox.sleepers.pop();
            self.signs.asleep.store(inbox.sleepers.len(), SeqCst);
            return Next::Look;
        }
        let others = self.looking.fetch_sub(1, SeqCst) - 1;
        // Another one who looks may have jobs in its hands that we do not see.
        if !inbox.is_open && others == 0 {
            inbox.is_over = true;
            self.call_all(inbox);
            return Next::GoHome;
        }
        Next::Sleep
    }

    /// Sleeps until somebody has called worker `me`.
    fn sleep(&self, me: usize) {
        let is_asleep = |inbox: spin::MutexGuard<'_, Inbox<J>>| {
            inbox.sleepers.iter().any(|&(sleeper, _)| sleeper == me)
        };
        while is_asleep(self.inbox.lock()) {
            thread::park();
        }
    }
}
