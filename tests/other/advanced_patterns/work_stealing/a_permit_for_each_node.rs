//! Right, and built otherwise: a channel carries a permit for each node that waits in
//! some queue. Who has a permit finds a node; who has none sleeps in `recv`.

use lab::channel::{Receiver, Sender, unbounded};
use lab::deque::{Injector, Steal, Stealer, Worker};
use lab::sync::atomic::{AtomicUsize, Ordering};
use lab::thread;
use workloads::job::PoolError;
use workloads::tree::Node;

/// `false`: everything is done.
type Permit = bool;

struct Shared {
    injector: Injector<Node>,
    stealers: Vec<Stealer<Node>>,
    pending: AtomicUsize,
    permits: (Sender<Permit>, Receiver<Permit>),
}

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
        permits: unbounded(),
    };
    if nodes.is_empty() {
        shared.permit(false);
    }
    for node in nodes {
        shared.injector.push(node);
        shared.permit(true);
    }
    thread::scope(|scope| {
        let (shared, work) = (&shared, &work);
        let handles: Vec<_> = deques
            .into_iter()
            .map(|own| scope.spawn(move || shared.run_worker(&own, work)))
            .collect();
        let counts = handles.into_iter().map(|handle| handle.join());
        Ok(counts.map(|count| count.expect("no panic")).collect())
    })
}

impl Shared {
    fn permit(&self, permit: Permit) {
        self.permits.0.send(permit).expect("we hold a receiver");
    }

    fn run_worker(
        &self,
        own: &Worker<Node>,
        work: impl Fn(Node) -> Vec<Node>,
    ) -> usize {
        let mut done = 0;
        while let Ok(true) = self.permits.1.recv() {
            let found = work(self.find(own));
            done += 1;
            self.pending.fetch_add(found.len(), Ordering::SeqCst);
            for node in found {
                own.push(node);
                self.permit(true);
            }
            if self.pending.fetch_sub(1, Ordering::SeqCst) == 1 {
                self.permit(false);
            }
        }
        // For the next one who waits.
        self.permit(false);
        done
    }

    fn find(&self, own: &Worker<Node>) -> Node {
        loop {
            let others = || self.stealers.iter().map(Stealer::steal).collect();
            let steal: Steal<Node> = match own.pop() {
                Some(node) => Steal::Success(node),
                None => self.injector.steal().or_else(others),
            };
            if let Steal::Success(node) = steal {
                return node;
            }
        }
    }
}
