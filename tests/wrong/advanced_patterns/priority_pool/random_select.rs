//! Wrong: a plain `select!` takes from any queue that has something.

use lab::channel::{Receiver, Sender, bounded, never, select};
use lab::sync::Arc;
use lab::thread::{self, JoinHandle};
use lab::time::Duration;
use workloads::job::PoolError;
use workloads::priority::{Priority, Task};

pub struct PriorityPool {
    queues: [Sender<Task>; 3],
    workers: Vec<JoinHandle<()>>,
}

impl PriorityPool {
    pub fn new<W>(
        workers: usize,
        _patience: Duration,
        work: W,
    ) -> Result<PriorityPool, PoolError>
    where
        W: Fn(Task) + Send + Sync + 'static,
    {
        if workers == 0 {
            return Err(PoolError::NoWorkers);
        }
        let (high_tx, high_rx) = bounded(Priority::High.queue());
        let (normal_tx, normal_rx) = bounded(Priority::Normal.queue());
        let (low_tx, low_rx) = bounded(Priority::Low.queue());
        let receivers = [high_rx, normal_rx, low_rx];
        let work = Arc::new(work);
        let workers = (0..workers)
            .map(|_| {
                let (mut receivers, work) = (receivers.clone(), Arc::clone(&work));
                thread::spawn(move || {
                    let mut open = 3;
                    while let Some(task) = next(&mut receivers, &mut open) {
                        work(task);
                    }
                })
            })
            .collect();
        let queues = [high_tx, normal_tx, low_tx];
        Ok(PriorityPool { queues, workers })
    }

    pub fn submit(&self, task: Task) {
        let queue = &self.queues[task.priority.index()];
        queue.send(task).expect("the workers hold receivers");
    }

    pub fn finish(self) {
        drop(self.queues);
        for worker in self.workers {
            worker.join().expect("the work does not panic");
        }
    }
}

/// Takes a task from one of the queues; `None` when all are closed and empty.
fn next(receivers: &mut [Receiver<Task>; 3], open: &mut u32) -> Option<Task> {
    while *open > 0 {
        let [high, normal, low] = &*receivers;
        let (index, task) = select! {
            recv(high) -> task => (0, task),
            recv(normal) -> task => (1, task),
            recv(low) -> task => (2, task),
        };
        match task {
            Ok(task) => return Some(task),
            Err(_) => {
                receivers[index] = never();
                *open -= 1;
            }
        }
    }
    None
}
