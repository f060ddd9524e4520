//! The virtual clock: it stands still while anyone can run, and jumps to the
//! next timer when nobody can.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::state::{State, Status, Tid, Wait};

/// A point in virtual time: nanoseconds since the run began.
pub(crate) type Nanos = u64;

/// Wakes thread `thread` at `when`, unless its `epoch` has moved on by then.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Timer {
    when: Nanos,
    // Timers of one instant fire in the order in which they were set.
    order: u64,
    thread: Tid,
    epoch: u32,
}

#[derive(Default)]
pub(crate) struct Clock {
    pub(crate) now: Nanos,
    timers: BinaryHeap<Reverse<Timer>>,
    set: u64,
}

impl State {
    pub(crate) fn set_timer(&mut self, thread: Tid, when: Nanos) {
        // Timers of waits that ended early stay behind; sweep them when they
        // outnumber the living.
        if self.clock.timers.len() > 2 * self.threads.len() + 64 {
            let threads = &self.threads;
            self.clock
                .timers
                .retain(|Reverse(t)| threads[t.thread].epoch == t.epoch);
        }
        let epoch = self.threads[thread].epoch;
        let order = self.clock.set;
        self.clock.set += 1;
        self.clock.timers.push(Reverse(Timer {
            when: when.max(self.clock.now),
            order,
            thread,
            epoch,
        }));
    }

    /// When the next timer that still matters is due.
    pub(crate) fn next_timer(&mut self) -> Option<Nanos> {
        while let Some(Reverse(timer)) = self.clock.timers.peek() {
            let thread = &self.threads[timer.thread];
            if thread.status == Status::Waiting && thread.epoch == timer.epoch {
                return Some(timer.when);
            }
            self.clock.timers.pop();
        }
        None
    }

    /// Moves the clock to the next timer and makes every thread runnable whose
    /// timer is due at that instant. False when there is no timer.
    pub(crate) fn advance_clock(&mut self) -> bool {
        let Some(when) = self.next_timer() else {
            return false;
        };
        if when > self.clock.now {
            self.clock.now = when;
            self.polls.instant_changed(self.steps);
        }
        while self.next_timer() == Some(when) {
            let Some(Reverse(timer)) = self.clock.timers.pop() else {
                break;
            };
            let thread = &mut self.threads[timer.thread];
            thread.timed_out = true;
            let is_over = matches!(thread.wait, Wait::Sleep | Wait::Work);
            thread.timeouts += u32::from(!is_over);
            self.make_ready(timer.thread);
        }
        true
    }
}
