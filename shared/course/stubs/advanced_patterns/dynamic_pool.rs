//! Exercise: a pool with as many workers as it needs.
//!
//! Threads, channels, locks and clocks are in `lab::{thread, channel, sync, time}`.
//! The standard library's are invisible to it, and the rules cannot hold with them.
//! The types that it is given are in `shared/workloads/src/scaling.rs`.

use workloads::scaling::{Scaling, ScalingError, ScalingReport, Task};

/// A pool that grows under load, shrinks when there is little to do, and keeps a
/// diary of both.
///
/// Threads may share it and submit at the same time. Who has to wait sleeps: nobody
/// asks again and again.
pub struct DynamicPool {
    // What it has to remember.
}

impl DynamicPool {
    /// Starts `scaling.min` workers, which call `work` with each task, the oldest
    /// first, and one more thread, the monitor. `work` does not panic.
    ///
    /// - A worker that has waited for `scaling.idle` without getting a task ends at
    ///   that moment, if no task waits then, and there are more than `scaling.min`. One
    ///   that stays may count its waiting from there anew.
    /// - The monitor looks every `scaling.every`, counted from now: not at 0, and
    ///   neither later nor earlier however long a look takes. When one comes late, on
    ///   a slow machine, the next is in time all the same. Each look is a `Sample` of
    ///   the report. It only looks, and starts nobody.
    ///
    /// # Errors
    ///
    /// Those of [`Scaling::check`].
    pub fn new<W>(scaling: Scaling, work: W) -> Result<DynamicPool, ScalingError>
    where
        W: Fn(Task) + Send + Sync + 'static,
    {
        todo!("start the least number of workers, and the monitor")
    }

    /// Puts the task into the queue; waits while it holds `scaling.queue` tasks that
    /// nobody has taken yet (0 counts as 1).
    ///
    /// If the queue is then crowded ([`Scaling::is_crowded`]: more than so many percent
    /// full, this task included) and there are fewer than `scaling.max` workers, one more
    /// is started. All of this is one step: of two threads that submit at the same
    /// time, one does it after the other.
    pub fn submit(&self, task: Task) {
        todo!("put the task into the queue, and start a worker if it is crowded")
    }

    /// Waits until every submitted task is done and every thread has ended, and tells
    /// the pool's life: each change of the number of workers, after the first
    /// `scaling.min` and before this call; each look of the monitor until the last
    /// task is done; how many tasks were done. Does not wait for the next look.
    pub fn finish(self) -> ScalingReport {
        todo!("close the queue, join the workers, stop the monitor, and report")
    }
}
