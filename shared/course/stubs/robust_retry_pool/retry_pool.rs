//! Exercise: the pool of the lesson, for any service, even one that panics.
//!
//! Threads, channels, locks and clocks are in `lab::{thread, channel, sync, time}`.
//! The standard library's are invisible to it, and the rules cannot hold with them.
//! The types that it is given are in `shared/workloads/src/retry.rs`.

use workloads::job::PoolError;
use workloads::retry::{Outcome, Policy, Task, TaskError};

/// Lets `policy.workers` threads do all `tasks` and returns one outcome for each,
/// in any order.
///
/// A worker calls `service(task, attempt)`; the first attempt is number 1. When the
/// service panics, the attempt has failed with [`TaskError::Panicked`], and the
/// worker goes on. A task whose attempt has failed waits for `policy.pause`, then it
/// is ready again, until `policy.attempts` have failed. The waiting occupies no
/// worker: a free worker takes the task that has been ready for longest.
///
/// Returns when every task has its outcome and every worker has ended. Besides the
/// workers it may start one more thread. Who has to wait sleeps: nobody asks again
/// and again.
///
/// # Errors
///
/// [`PoolError::NoWorkers`] when `policy.workers` is 0.
pub fn retry_pool<S>(
    policy: Policy,
    tasks: Vec<Task>,
    service: S,
) -> Result<Vec<Outcome>, PoolError>
where
    S: Fn(Task, usize) -> Result<u64, TaskError> + Send + Sync + 'static,
{
    todo!("try each task until it succeeds or has no attempt left")
}
