//! Exercise: requests to a server that is not always well, and their statistics.
//!
//! Threads, channels, locks and clocks are in `lab::{thread, channel, sync, time}`.
//! The standard library's are invisible to it, and the rules cannot hold with them.
//! The types that it is given are in `shared/workloads/src/http.rs`.

use std::time::Duration;

use workloads::http::{Outcome, Policy, Request, Statistics};
use workloads::job::PoolError;

/// How long a request waits after its `failed`-th failed attempt, `failed` being
/// at least 1: `policy.backoff` after the first, twice as long after each further
/// one, and [`Policy::jitter_of`] on top.
///
/// What is too long for a [`Duration`] is [`Duration::MAX`].
pub fn backoff(policy: &Policy, request: u32, failed: usize) -> Duration {
    todo!("double the backoff for each further failure and add the jitter")
}

/// Lets `policy.workers` threads send all `requests` and returns one outcome for
/// each, in any order.
///
/// A worker calls `server(request, attempt)`, which answers with a status code; the
/// first attempt is number 1. A code from 200 to 299 is a success, and final. A request
/// that failed with a code that is `policy.is_retryable` is ready again after its [`backoff`], until
/// `policy.attempts` have failed; any other code is final. The waiting occupies no
/// worker: a free worker takes the request that has been ready for longest.
///
/// Returns when every request has its outcome and every worker has ended. Besides
/// the workers it may start one more thread. The server does not panic: `retry_pool`
/// shows how to live with that. Who has to wait sleeps: nobody asks again and again.
///
/// # Errors
///
/// [`PoolError::NoWorkers`] when `policy.workers` is 0.
pub fn simulate<S>(
    policy: Policy,
    requests: Vec<Request>,
    server: S,
) -> Result<Vec<Outcome>, PoolError>
where
    S: Fn(Request, usize) -> u16 + Send + Sync + 'static,
{
    todo!("send each request until its code is final or no attempt is left")
}

/// What `outcomes` show that took `took` in all. See the fields of [`Statistics`]. The
/// rate of requests that took no time is zero, too.
pub fn statistics(outcomes: &[Outcome], took: Duration) -> Statistics {
    todo!("count and sum up the attempts; mind that there may be none")
}
