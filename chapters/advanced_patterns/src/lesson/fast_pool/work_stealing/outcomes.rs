//! Where outcomes wait: on the tray of the worker whose they are, until a reader
//! comes and collects them. The protocol is that of the jobs.

use lab::deque::{Stealer, Worker};
use lab::sync::atomic::{AtomicBool, Ordering::SeqCst, fence};
use lab::sync::{Condvar, Mutex, MutexGuard};
use lab::utils::CachePadded;

use super::handoff::Handoff;
use super::jobs::steal;
use super::patience::spin_until;

/// Where a worker puts its outcomes.
pub(super) type Tray<T> = Worker<T>;

pub(super) struct Outcomes<T> {
    trays: Box<[Stealer<T>]>,
    /// Where an outcome goes to a reader that waits and is awake.
    handoff: CachePadded<Handoff<T>>,
    collected: CachePadded<Mutex<Collected<T>>>,
    /// The sign of the readers who wait.
    is_wanted: CachePadded<AtomicBool>,
    came: Condvar,
}

struct Collected<T> {
    outcomes: Worker<T>,
    /// How many were ever taken.
    taken: usize,
}

impl<T> Outcomes<T> {
    /// A place for outcomes, and a tray for each of `workers`.
    pub(super) fn new(workers: usize) -> (Outcomes<T>, Vec<Tray<T>>) {
        let trays: Vec<_> = (0..workers).map(|_| Tray::new_fifo()).collect();
        let outcomes = Outcomes {
            trays: trays.iter().map(Tray::stealer).collect(),
            handoff: CachePadded::new(Handoff::new()),
            collected: CachePadded::new(Mutex::new(Collected {
                outcomes: Worker::new_fifo(),
                taken: 0,
            })),
            is_wanted: CachePadded::new(AtomicBool::new(false)),
            came: Condvar::new(),
        };
        (outcomes, trays)
    }

    /// Adds an outcome. Does not wait.
    pub(super) fn put(&self, tray: &Tray<T>, outcome: T) {
        if let Err(outcome) = self.hand_over(tray, outcome) {
            tray.push(outcome);
            // The reader sees the outcome, or we see its sign.
            fence(SeqCst);
        }
        // Also when it was handed over: for a reader that sleeps it may have been the
        // last one.
        if self.is_wanted.load(SeqCst) {
            self.tell();
        }
    }

    /// Gives the outcome to a reader that is awake, if no other is before it. Otherwise:
    /// the outcome.
    #[inline]
    fn hand_over(&self, tray: &Tray<T>, outcome: T) -> Result<(), T> {
        match self.handoff.is_wanted() && tray.is_empty() {
            true => self.handoff.give(outcome),
            false => Err(outcome),
        }
    }

    /// Takes an outcome, waiting while there is none. `None` when `all` says how many
    /// there are and so many were taken.
    #[inline]
    pub(super) fn take(&self, all: impl Fn() -> Option<usize>) -> Option<T> {
        loop {
            let mut collected = self.collected.lock().unwrap();
            let first = collected.outcomes.pop();
            let outcome = first
                .or_else(|| self.collect(&collected.outcomes))
                .or_else(|| self.wait_awake());
            if let Some(outcome) = outcome {
                collected.taken += 1;
                return Some(outcome);
            }
            if !self.sleep(collected, &all) {
                return None;
            }
        }
    }

    /// Waits a moment for an outcome from hand to hand. `None`: there may be others.
    fn wait_awake(&self) -> Option<T> {
        self.handoff.want();
        spin_until(|| self.handoff.has_come() || self.have_come());
        self.handoff.leave()
    }

    /// Sleeps until there may be an outcome. False when `all` were taken.
    fn sleep(
        &self,
        collected: MutexGuard<'_, Collected<T>>,
        all: impl Fn() -> Option<usize>,
    ) -> bool {
        if self.have_come() {
            return true;
        }
        self.is_wanted.store(true, SeqCst);
        if self.have_come() {
            return true;
        }
        if all() == Some(collected.taken) {
            return false;
        }
        drop(self.came.wait(collected).unwrap());
        true
    }

    fn have_come(&self) -> bool {
        self.trays.iter().any(|tray| !tray.is_empty())
    }

    /// Takes an outcome from somebody's tray, and others along.
    fn collect(&self, collected: &Worker<T>) -> Option<T> {
        let mut trays = self.trays.iter();
        trays.find_map(|tray| steal(|| tray.steal_batch_and_pop(collected)))
    }

    /// Tells those who wait to look again.
    pub(super) fn tell(&self) {
        if self.is_wanted.load(SeqCst) {
            let collected = self.collected.lock().unwrap();
            self.is_wanted.store(false, SeqCst);
            drop(collected);
            self.came.notify_all();
        }
    }
}
