//! Exercise: workers with queues of their own, who steal from each other.

use lab::deque::{Injector, Steal, Stealer, Worker};
use lab::sync::atomic::{AtomicUsize, Ordering};
use lab::sync::{Condvar, Mutex};
use lab::thread;
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
    if workers == 0 {
        return Err(PoolError::NoWorkers);
    }
    let deques: Vec<_> = (0..workers).map(|_| Worker::new_lifo()).collect();
    let shared = Shared {
        injector: Injector::new(),
        stealers: deques.iter().map(Worker::stealer).collect(),
        pending: AtomicUsize::new(nodes.len()),
        asleep: Mutex::new(()),
        wake: Condvar::new(),
    };
    for node in nodes {
        shared.injector.push(node);
    }
    thread::scope(|scope| {
        let (shared, work) = (&shared, &work);
        let workers: Vec<_> = deques
            .into_iter()
            .map(|own| scope.spawn(move || shared.run_worker(&own, work)))
            .collect();
        let counts = workers.into_iter().map(|worker| worker.join());
        Ok(counts
            .map(|n| n.expect("the work does not panic"))
            .collect())
    })
}

/// What the workers have in common.
///
/// Going to sleep: a worker that found nothing takes the lock `asleep`, looks again
/// and waits, which gives the lock back. Waking: whoever added a node takes the lock
/// and gives it back before it notifies. So it comes either before the second look,
/// which then finds the node, or after the beginning of the wait, which then ends.
struct Shared {
    injector: Injector<Node>,
    stealers: Vec<Stealer<Node>>,
    /// Nodes that are known and not done yet. At zero nothing more can come.
    pending: AtomicUsize,
    asleep: Mutex<()>,
    wake: Condvar,
}

impl Shared {
    /// Does nodes until all are done; returns how many.
    fn run_worker(
        &self,
        own: &Worker<Node>,
        work: impl Fn(Node) -> Vec<Node>,
    ) -> usize {
        let mut done = 0;
        while let Some(node) = self.next(own) {
            let found = work(node);
            done += 1;
            let is_more = !found.is_empty();
            // Before anyone can see them: a thief that is quick must not count
            // down to zero.
            self.pending.fetch_add(found.len(), Ordering::SeqCst);
            for node in found {
                own.push(node);
            }
            let is_last = self.pending.fetch_sub(1, Ordering::SeqCst) == 1;
            if is_more || is_last {
                drop(self.asleep.lock().unwrap());
                self.wake.notify_all();
            }
        }
        done
    }

    /// Takes a node, sleeping while there is none. `None` when all are done.
    fn next(&self, own: &Worker<Node>) -> Option<Node> {
        loop {
            if let Some(node) = own.pop().or_else(|| self.steal()) {
                return Some(node);
            }
            let mut asleep = self.asleep.lock().unwrap();
            while self.is_empty() {
                if self.pending.load(Ordering::SeqCst) == 0 {
                    return None;
                }
                asleep = self.wake.wait(asleep).unwrap();
            }
        }
    }

    fn steal(&self) -> Option<Node> {
        loop {
            let others = || self.stealers.iter().map(Stealer::steal).collect();
            match self.injector.steal().or_else(others) {
                Steal::Success(node) => return Some(node),
                Steal::Empty => return None,
                // Somebody else was in the way: there may be something.
                Steal::Retry => {}
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.injector.is_empty() && self.stealers.iter().all(Stealer::is_empty)
    }
}
