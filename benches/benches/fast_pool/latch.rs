//! How the last of many jobs says that it is done.

use std::sync::atomic::{AtomicUsize, Ordering::AcqRel, Ordering::Acquire};
use std::thread::{self, Thread};

use crossbeam::utils::CachePadded;

/// Numbers of jobs that are counted down together: one that all count would cost more
/// than a small job does.
const TOGETHER: usize = 64;

/// Waits for jobs that are numbered.
pub struct Latch {
    groups: Vec<CachePadded<AtomicUsize>>,
    left: AtomicUsize,
    waiting: Thread,
}

impl Latch {
    /// For the caller to wait for jobs with the numbers from 0 to `jobs`.
    pub fn new(jobs: usize) -> Latch {
        let groups: Vec<_> = (0..jobs)
            .step_by(TOGETHER)
            .map(|first| CachePadded::new(TOGETHER.min(jobs - first).into()))
            .collect();
        Latch {
            left: groups.len().into(),
            groups,
            waiting: thread::current(),
        }
    }

    /// Says that job `number` is done.
    pub fn is_done(&self, number: usize) {
        if self.groups[number / TOGETHER].fetch_sub(1, AcqRel) == 1
            && self.left.fetch_sub(1, AcqRel) == 1
        {
            self.waiting.unpark();
        }
    }

    /// Waits until all are done.
    pub fn wait(&self) {
        while self.left.load(Acquire) > 0 {
            thread::park();
        }
    }
}
