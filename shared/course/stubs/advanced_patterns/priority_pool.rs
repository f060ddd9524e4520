//! Exercise: a pool that does urgent tasks first and forgets nobody.
//!
//! Threads, channels, locks and clocks are in `lab::{thread, channel, sync, time}`.
//! The standard library's are invisible to it, and the rules cannot hold with them.
//! The types that it is given are in `shared/workloads/src/priority.rs`.

use lab::time::Duration;
use workloads::job::PoolError;
use workloads::priority::Task;

/// A pool that does tasks of high priority before normal ones, and those before
/// low ones, until one has waited for too long.
///
/// Threads may share it and submit at the same time. Who has to wait sleeps: nobody
/// asks again and again.
pub struct PriorityPool {
    // What it has to remember.
}

impl PriorityPool {
    /// Starts `workers` threads, and no other, which call `work` with each task.
    /// `work` does not panic.
    ///
    /// A free worker takes, at once, a task that nobody has taken yet:
    /// - of those that have waited for `patience` or longer the oldest, whatever
    ///   its priority;
    /// - if there is none, the oldest of the highest priority.
    ///
    /// The oldest is the one that has waited longest; of equals any. So once a task
    /// has waited for `patience`, only tasks older than it are started before it.
    /// With a patience of [`Duration::MAX`] priority is strict.
    ///
    /// # Errors
    ///
    /// [`PoolError::NoWorkers`] when `workers` is 0.
    pub fn new<W>(
        workers: usize,
        patience: Duration,
        work: W,
    ) -> Result<PriorityPool, PoolError>
    where
        W: Fn(Task) + Send + Sync + 'static,
    {
        todo!("make three queues and start workers that take the task that is next")
    }

    /// Puts the task into the queue of its priority, which holds
    /// [`Priority::queue`](workloads::priority::Priority::queue) tasks that nobody
    /// has taken yet. Waits while that queue is full, whatever the others hold;
    /// waiting ends when a worker takes a task from it. A task's own waiting counts
    /// from when it is in the queue. Several tasks may have the same number.
    pub fn submit(&self, task: Task) {
        todo!("wait for room in the queue of this priority, and wake a worker")
    }

    /// Waits until every submitted task is done and every worker has ended.
    pub fn finish(self) {
        todo!("tell the workers that nothing more comes, and join them")
    }
}
