//! Where outcomes wait: on the tray of the worker whose they are, until a reader
//! comes and collects all there are. The protocol is that of the jobs.

use std::collections::VecDeque;

use lab::sync::atomic::{AtomicBool, Ordering::Relaxed};
use lab::sync::{Condvar, Mutex};
use lab::utils::CachePadded;

use super::patience::spin_until;

pub(super) struct Outcomes<T> {
    trays: Box<[CachePadded<Tray<T>>]>,
    collected: CachePadded<Mutex<Collected<T>>>,
    /// The flag of the readers who wait.
    is_wanted: CachePadded<AtomicBool>,
    came: Condvar,
}

struct Tray<T> {
    outcomes: Mutex<Vec<T>>,
    /// Whether there are some: a hint for those who do not hold the lock.
    is_laden: AtomicBool,
}

struct Collected<T> {
    outcomes: VecDeque<T>,
    /// How many were ever taken.
    taken: usize,
}

impl<T> Outcomes<T> {
    pub(super) fn new(workers: usize) -> Outcomes<T> {
        let tray = |_| {
            CachePadded::new(Tray {
                outcomes: Mutex::new(Vec::new()),
                is_laden: AtomicBool::new(false),
            })
        };
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
        let tray = &self.trays[me];
        let mut outcomes = tray.outcomes.lock().unwrap();
        outcomes.push(outcome);
        let is_wanted = self.is_wanted.load(Relaxed);
        drop(outcomes);
        // Only now, or the reader who sees it would find the tray locked.
        tray.is_laden.store(true, Relaxed);
        if is_wanted {
            self.tell();
        }
    }

    /// Takes an outcome, waiting while there is none. `None` when `all` says how many
    /// there are and so many were taken.
    pub(super) fn take(&self, all: impl Fn() -> Option<usize>) -> Option<T> {
        let mut collected = self.collected.lock().unwrap();
        loop {
            if let Some(outcome) = collected.outcomes.pop_front() {
                collected.taken += 1;
                return Some(outcome);
            }
            let is_laden = |tray: &CachePadded<Tray<T>>| tray.is_laden.load(Relaxed);
            let have_come = spin_until(|| self.trays.iter().any(is_laden));
            if !have_come {
                self.is_wanted.store(true, Relaxed);
            }
            self.collect(&mut collected.outcomes);
            if have_come || !collected.outcomes.is_empty() {
                continue;
            }
            if all() == Some(collected.taken) {
                return None;
            }
            collected = self.came.wait(collected).unwrap();
        }
    }

    fn collect(&self, collected: &mut VecDeque<T>) {
        for tray in &self.trays {
            let mut outcomes = tray.outcomes.lock().unwrap();
            collected.extend(outcomes.drain(..));
            tray.is_laden.store(false, Relaxed);
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
