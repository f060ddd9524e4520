//! Exercise: the primes up to a limit, one number a job.
//!
//! Threads, channels, locks and clocks are in `lab::{thread, channel, sync, time}`.
//! The standard library's are invisible to it, and the rules cannot hold with them.
//! The types that it is given are in `shared/workloads/src/primes.rs`.

use workloads::job::PoolError;
use workloads::primes::PrimeReport;

/// Whether `n` has exactly two divisors.
///
/// Trial division by the odd numbers up to the square root is enough.
pub fn is_prime(n: u32) -> bool {
    todo!("look for a divisor from 2 up to the square root")
}

/// Tests the numbers `1..=limit` with `workers` threads, one number a job, over
/// channels that hold at most 100 messages each, and reports what they found: the
/// fields of [`PrimeReport`] say what. `slowest` is a number and the time of its test.
///
/// A worker tests a number within `lab::compute(test_cost(number), …)`, so that tests
/// take time in the lab too, and measures each; `test_cost` is in `workloads::primes`,
/// as the report is. A free worker takes the oldest number that nobody has taken yet.
///
/// Returns when every number is tested and every worker has ended. Besides the
/// workers it may start one more thread. Who has to wait sleeps: nobody asks again
/// and again.
///
/// # Errors
///
/// [`PoolError::NoWorkers`] when `workers` is 0.
pub fn find_primes(limit: u32, workers: usize) -> Result<PrimeReport, PoolError> {
    todo!("send the numbers to the workers and make a report of their answers")
}

/// The first `shown` of `primes`, separated by commas; if there are more,
/// followed by how many: `2, 3, 5 and 1226 more`. With none shown, it is only how
/// many: `1229 more`.
pub fn listing(primes: &[u32], shown: usize) -> String {
    todo!("join the first primes with commas and count the others")
}
