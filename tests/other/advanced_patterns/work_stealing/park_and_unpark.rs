//! Right, and built otherwise: a list of those who sleep, who are unparked.

use lab::deque::{Injector, Steal, Stealer, Worker};
use lab::sync::Mutex;
use lab::sync::atomic::{AtomicUsize, Ordering};
use lab::thread::{self, Thread};
use workloads::job::PoolError;
use workloads::tree::Node;

struct Shared {
    injector: Injector<Node>,
    stealers: Vec<Stealer<Node>>,
    pending: AtomicUsize,
    sleepers: Mutex<Vec<Thread>>,
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
    let deques: Vec<_> = (0..workers).map(|_| Worker::new_fifo()).collect();
    let shared = Shared {
        injector: Injector::new(),
        stealers: deques.iter().map(Worker::stealer).collect(),
        pending: AtomicUsize::new(nodes.len()),
        sleepers: Mutex::default(),
    };
    for node in nodes {
        shared.injector.push(node);
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
    fn run_worker(
        &self,
        own: &Worker<Node>,
        work: impl Fn(Node) -> Vec<Node>,
    ) -> usize {
        let mut done = 0;
        loop {
            while let Some(node) = self.find(own) {
                let found = work(node);
                done += 1;
                self.pending.fetch_add(found.len(), Ordering::SeqCst);
                let is_more = !found.is_empty();
                found.into_iter().for_each(|node| own.push(node));
                let is_last = self.pending.fetch_sub(1, Ordering::SeqCst) == 1;
                if is_more || is_last {
                    self.wake();
                }
            }
            if self.pending.load(Ordering::SeqCst) == 0 {
                return done;
            }
            // In the list before the last look: who adds a node after it sees us.
            self.sleepers.lock().unwrap().push(thread::current());
            let is_nothing = self.injector.is_empty()
                && self.stealers.iter().all(Stealer::is_empty)
                && self.pending.load(Ordering::SeqCst) > 0;
            if is_nothing {
                thread::park();
            }
            let me = thread::current().id();
            self.sleepers
                .lock()
                .unwrap()
                .retain(|other| other.id() != me);
        }
    }

    fn wake(&self) {
        let sleepers = std::mem::take(&mut *self.sleepers.lock().unwrap());
        sleepers.iter().for_each(Thread::unpark);
    }

    fn find(&self, own: &Worker<Node>) -> Option<Node> {
        if let Some(node) = own.pop() {
            return Some(node);
        }
        loop {
            let others = || self.stealers.iter().map(Stealer::steal).collect();
            let steal: Steal<Node> = self.injector.steal().or_else(others);
            if !steal.is_retry() {
                return steal.success();
            }
        }
    }
}
