//! Wrong: reads the version of the queues after it has looked into them.

use lab::deque::{Injector, Steal, Stealer, Worker};
use lab::sync::{Arc, Condvar, Mutex};
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
    let deques: Vec<_> = (0..workers).map(|_| Worker::new_fifo()).collect();
    let shared = Arc::new(Shared {
        injector: Injector::new(),
        stealers: deques.iter().map(Worker::stealer).collect(),
        rest: Mutex::default(),
        woken: Condvar::new(),
    });
    for node in nodes {
        shared.injector.push(node);
    }
    let work = Arc::new(work);
    let mut threads = Vec::new();
    for own in deques {
        let (shared, work) = (Arc::clone(&shared), Arc::clone(&work));
        threads.push(thread::spawn(move || shared.run_worker(&own, &*work)));
    }
    let counts = threads.into_iter().map(|thread| thread.join());
    Ok(counts.map(|n| n.expect("no panic")).collect())
}

struct Shared {
    injector: Injector<Node>,
    stealers: Vec<Stealer<Node>>,
    rest: Mutex<Rest>,
    woken: Condvar,
}

#[derive(Default)]
struct Rest {
    version: u64,
    /// Who found nothing in this version.
    idle: usize,
}

impl Shared {
    fn run_worker(
        &self,
        own: &Worker<Node>,
        work: &impl Fn(Node) -> Vec<Node>,
    ) -> usize {
        let mut done = 0;
        loop {
            if let Some(node) = own.pop().or_else(|| self.steal()) {
                let found = work(node);
                done += 1;
                if !found.is_empty() {
                    found.into_iter().for_each(|node| own.push(node));
                    let mut rest = self.rest.lock().unwrap();
                    rest.version += 1;
                    rest.idle = 0;
                    self.woken.notify_all();
                }
            } else if self.sleep() {
                return done;
            }
        }
    }

    /// Whether all is done.
    fn sleep(&self) -> bool {
        let mut rest = self.rest.lock().unwrap();
        let version = rest.version;
        rest.idle += 1;
        if rest.idle == self.stealers.len() {
            self.woken.notify_all();
            return true;
        }
        while rest.version == version && rest.idle < self.stealers.len() {
            rest = self.woken.wait(rest).unwrap();
        }
        rest.version == version
    }

    fn steal(&self) -> Option<Node> {
        loop {
            let others = || self.stealers.iter().map(Stealer::steal).collect();
            match self.injector.steal().or_else(others) {
                Steal::Success(node) => return Some(node),
                Steal::Empty => return None,
                Steal::Retry => {}
            }
        }
    }
}
