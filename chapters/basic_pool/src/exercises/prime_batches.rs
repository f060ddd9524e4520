//! Exercise: the primes up to a limit, many numbers a job.
//!
//! Threads, channels, locks and clocks are in `lab::{thread, channel, sync, time}`.
//! The standard library's are invisible to it, and the rules cannot hold with them.
//! The types that it is given are in `shared/workloads/src/primes.rs`.

use std::ops::RangeInclusive;

use workloads::job::PoolError;
use workloads::primes::BatchReport;

/// Cuts `1..=limit` into batches of `size` numbers, in ascending order; the last
/// one has what is left. A `size` of 0 counts as 1.
pub fn batches(limit: u32, size: u32) -> Vec<RangeInclusive<u32>> {
    todo!("cut 1..=limit into ranges that meet but do not overlap")
}

/// Tests the numbers `1..=limit` with `workers` threads, `size` numbers a job,
/// and sends no more than one answer a batch. The fields of [`BatchReport`] say what
/// is asked for.
///
/// A worker tests the numbers of a batch with `is_prime`, within
/// `lab::compute(batch_cost(&batch), …)`, so that batches take time in the lab too.
/// A free worker takes the oldest batch that nobody has taken yet.
///
/// Returns when every batch is tested and every worker has ended. Besides the
/// workers it may start one more thread. Who has to wait sleeps: nobody asks again
/// and again.
///
/// # Errors
///
/// [`PoolError::NoWorkers`] when `workers` is 0.
pub fn find_primes_in_batches(
    limit: u32,
    workers: usize,
    size: u32,
    is_prime: fn(u32) -> bool,
) -> Result<BatchReport, PoolError> {
    todo!("send the batches to the workers and collect one answer for each")
}
