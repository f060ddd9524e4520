//! Where outcomes wait: on the tray of the worker whose they are, until a reader
//! comes and collects all there are. The protocol is that of the jobs.

use std::collections::VecDeque;

use lab::sync::atomic::{AtomicBool, Ordering::Relaxed};
use lab::sync::{Condvar, Mutex};
use lab::utils::{Backoff, CachePadded};

pub(super) struct Outcomes<T> {
    trays: Box<[CachePadded<Mutex<Vec<T>>>]>,
    collected: CachePadded<Mutex<Collected<T>>>,
    /// The flag of the readers who wait.
    is_wanted: CachePadded<AtomicBool>,
    came: Condvar,
}

struct Collected<T> {
    outcomes: VecDeque<T>,
    /// How many were ever taken.
    taken: usize,
}

impl<T> Outcomes<T> {
    pub(super) fn new(workers: usize) -> Outcomes<T> {
        let tray = |_| CachePadded::new(Mutex::new(Vec::new()));
        Outcomes {
            trays: (0..workers).map(tray).collect(),
            collected: CachePadded::new(Mutex::new(Collected {
                outcomes: VecDeque::new(),
                taken: 0,
            })),
            is_wanted: CachePadded::new(AtomicBool::new(false)),
            came: Condvar::new(),
        }
    }

    /// Adds an outcome of worker `me`. Does not wait.
    pub(super) fn put(&self, me: usize, outcome: T) {
        let mut tray = self.trays[me].lock().unwrap();
        tray.push(outcome);
        let is_wanted = self.is_wanted.load(Relaxed);
        drop(tray);
        if is_wanted {
            self.tell();
        }
    }

    /// Takes an outcome, waiting while there is none. `None` when `all` says how many
    /// there are and so many were taken.
    pub(super) fn take(&self, all: impl Fn() -> Option<usize>) -> Option<T> {
        let mut collected = self.collected.lock().unwrap();
        let backoff = Backoff::new();
        loop {
            if collected.outcomes.is_empty() {
                self.collect(&mut collected.outcomes);
            }
            if let Some(outcome) = collected.outcomes.pop_front() {
                collected.taken += 1;
                return Some(outcome);
            }
            if !backoff.is_completed() {
                backoff.snooze();
                continue;
            }
            self.is_wanted.store(true, Relaxed);
            self.collect(&mut collected.outcomes);
            if !collected.outcomes.is_empty() {
                continue;
            }
            if all() == Some(collected.taken) {
                return None;
            }
            collected = self.came.wait(collected).unwrap();
        }
    }

    fn collect(&self, outcomes: &mut VecDeque<T>) {
        for tray in &self.trays {
            outcomes.extend(tray.lock().unwrap().drain(..));
        }
    }

    /// Tells those who wait to look again.
    pub(super) fn tell(&self) {
        if self.is_wanted.load(Relaxed) {
            let collected = self.collected.lock().unwrap();
            self.is_wanted.store(false, Relaxed);
            drop(collected);
            self.came.notify_all();
        }
    }
}
