//! Wrong: the first nodes are in the deque of one worker, and not in the injector.

use lab::deque::{Injector, Steal, Stealer, Worker};
use lab::sync::atomic::{AtomicUsize, Ordering};
use lab::sync::{Condvar, Mutex};
use lab::thread;
use workloads::job::PoolError;
use workloads::tree::Node;

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
        deques[0].push(node);
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

struct Shared {
    injector: Injector<Node>,
    stealers: Vec<Stealer<Node>>,
    pending: AtomicUsize,
    asleep: Mutex<()>,
    wake: Condvar,
}

impl Shared {
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
