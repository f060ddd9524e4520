//! Exercise: workers with queues of their own, who steal from each other.
//!
//! Threads, channels, locks and clocks are in `lab::{thread, channel, sync, time}`.
//! The standard library's are invisible to it, and the rules cannot hold with them.
//! The types that it is given are in `shared/workloads/src/tree.rs`.

use workloads::job::PoolError;
use workloads::tree::Node;

/// Lets `workers` threads, and no other, do all `nodes` and what is found in them,
/// and returns how many nodes each worker did.
///
/// The nodes form a tree: doing one may find others. `work` does a node and gives the
/// nodes that were found in it. It does not panic. Each worker has a
/// [`lab::deque::Worker`] for what it finds; the first nodes come from a
/// [`lab::deque::Injector`]. A worker whose deque is empty takes from the injector, or
/// steals, one node or several; others may steal these in turn. In which order it does
/// what is in its own deque is its own affair.
///
/// `Worker::stealer` gives the end to steal from. `Injector::steal` and
/// `Stealer::steal` give `Steal::Success`, `Steal::Empty`, or `Steal::Retry`: another
/// thread was quicker, try again.
///
/// While a node waits in any queue, no worker is idle. A worker that finds nothing
/// sleeps, without a timeout, until there is something to steal or everything is
/// done. Around going to sleep it may look into each queue a few times, but not
/// again and again.
///
/// Returns when every node is done and every worker has ended.
///
/// # Errors
///
/// [`PoolError::NoWorkers`] when `workers` is 0.
pub fn run_stealing<W>(
    workers: usize,
    nodes: Vec<Node>,
    work: W,
) -> Result<Vec<usize>, PoolError>
where
    W: Fn(Node) -> Vec<Node> + Send + Sync + 'static,
{
    todo!(
        "share the nodes among workers who steal, and who sleep when nothing is left to steal"
    )
}
