//! Exercise: a pool that reports its figures while it works.
//!
//! Threads, channels, locks and clocks are in `lab::{thread, channel, sync, time}`.
//! The standard library's are invisible to it, and the rules cannot hold with them.
//! The types that it is given are in `shared/workloads/src/metrics.rs`.

use std::time::Duration;

use workloads::job::PoolError;
use workloads::metrics::Snapshot;
use workloads::retry::{Task, TaskError};

/// Lets `workers` threads do all `tasks`, each once, and returns the final figures.
/// A free worker takes the oldest task that nobody has taken yet.
///
/// While they work, another thread calls `report(at, snapshot)` at every multiple
/// of `every` after the start, however long the reports themselves take, as long
/// as one is over before the next is due. `every` is longer than zero and shorter than
/// a year. The figures of a snapshot belong together: all are those of one moment, and
/// completed = succeeded + failed. A task is in progress from before the call of
/// `service` until it counts as completed.
///
/// Returns as soon as every task is done, and every thread has ended: at most a
/// report that is being made is waited for. Besides the workers it may start one
/// more thread. Neither `service` nor `report` panics. Who has to wait sleeps: nobody
/// asks again and again.
///
/// # Errors
///
/// [`PoolError::NoWorkers`] when `workers` is 0.
pub fn run_with_metrics<S, R>(
    workers: usize,
    tasks: Vec<Task>,
    every: Duration,
    service: S,
    report: R,
) -> Result<Snapshot, PoolError>
where
    S: Fn(Task) -> Result<u64, TaskError> + Send + Sync + 'static,
    R: FnMut(Duration, Snapshot) + Send + 'static,
{
    todo!("count what the workers do, and report the counts until the last one ends")
}
