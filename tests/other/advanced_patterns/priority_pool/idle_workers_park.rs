//! Tasks in the order in which they came, and threads that park.
use std::collections::VecDeque;

use lab::sync::{Arc, Mutex};
use lab::thread::{self, Thread};
use lab::time::{Duration, Instant};
use workloads::job::PoolError;
use workloads::priority::Task;

/// A pool that does urgent tasks first and forgets nobody.
pub struct PriorityPool {
    desk: Arc<Mutex<Desk>>,
    workers: Vec<thread::JoinHandle<()>>,
}

#[derive(Default)]
struct Desk {
    tasks: Vec<(Instant, Task)>,
    idle: Vec<Thread>,
    outside: [VecDeque<Thread>; 3],
    is_over: bool,
}

impl Desk {
    fn take(&mut self, patience: Duration) -> Option<Task> {
        let now = Instant::now();
        // The tasks are in the order in which they came.
        let overdue = self.tasks.first().filter(|(at, _)| now - *at >= patience);
        let place = match overdue {
            Some(_) => 0,
            None => {
                let keyed = self.tasks.iter().enumerate();
                keyed.min_by_key(|(i, (_, task))| (task.priority, *i))?.0
            }
        };
        let (_, task) = self.tasks.remove(place);
        if let Some(thread) = self.outside[task.priority.index()].pop_front() {
            thread.unpark();
        }
        Some(task)
    }
}

impl PriorityPool {
    /// Starts the workers.
    ///
    /// # Errors
    ///
    /// [`PoolError::NoWorkers`] when `workers` is 0.
    pub fn new<W>(
        workers: usize,
        patience: Duration,
        work: W,
    ) -> Result<PriorityPool, PoolError>
    where
        W: Fn(Task) + Send + Sync + 'static,
    {
        if workers == 0 {
            return Err(PoolError::NoWorkers);
        }
        let desk = Arc::new(Mutex::new(Desk::default()));
        let work = Arc::new(work);
        let workers = (0..workers)
            .map(|_| {
                let (desk, work) = (Arc::clone(&desk), Arc::clone(&work));
                thread::spawn(move || {
                    loop {
                        let mut open = desk.lock().unwrap();
                        if let Some(task) = open.take(patience) {
                            drop(open);
                            work(task);
                        } else if open.is_over {
                            return;
                        } else {
                            open.idle.push(thread::current());
                            drop(open);
                            thread::park();
                            // It may have woken up for no reason.
                            let me = thread::current().id();
                            desk.lock().unwrap().idle.retain(|t| t.id() != me);
                        }
                    }
                })
            })
            .collect();
        Ok(PriorityPool { desk, workers })
    }

    /// Puts the task into its queue, waiting for room.
    pub fn submit(&self, task: Task) {
        loop {
            let mut desk = self.desk.lock().unwrap();
            let same = desk
                .tasks
                .iter()
                .filter(|(_, t)| t.priority == task.priority);
            if same.count() < task.priority.queue() {
                desk.tasks.push((Instant::now(), task));
                if let Some(worker) = desk.idle.pop() {
                    worker.unpark();
                }
                return;
            }
            desk.outside[task.priority.index()].push_back(thread::current());
            drop(desk);
            thread::park();
            let me = thread::current().id();
            let mut desk = self.desk.lock().unwrap();
            desk.outside[task.priority.index()].retain(|t| t.id() != me);
        }
    }

    /// Waits until all is done.
    pub fn finish(self) {
        let mut desk = self.desk.lock().unwrap();
        desk.is_over = true;
        for worker in desk.idle.drain(..) {
            worker.unpark();
        }
        drop(desk);
        for worker in self.workers {
            worker.join().unwrap();
        }
    }
}
