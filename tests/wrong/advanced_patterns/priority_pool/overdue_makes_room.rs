//! Wrong: an overdue task does not count for its queue any more.

use std::collections::VecDeque;

use lab::sync::{Arc, Condvar, Mutex};
use lab::thread::{self, JoinHandle};
use lab::time::{Duration, Instant};
use workloads::job::PoolError;
use workloads::priority::Task;

/// A pool that does tasks of high priority before normal ones, and those before
/// low ones, until one has waited for too long.
///
/// Threads may share it and submit at the same time.
pub struct PriorityPool {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<()>>,
    patience: Duration,
}

impl PriorityPool {
    /// Starts `workers` threads, and no other, which call `work` with each task.
    /// `work` does not panic.
    ///
    /// A free worker takes, at once, a task that nobody has taken yet:
    /// - of those that have waited for `patience` or longer the oldest, whatever
    ///   its priority;
    /// - if there is none, the oldest of the highest priority.
    ///
    /// The oldest is the one that has waited longest; of equals any. So once a task
    /// has waited for `patience`, only tasks older than it are started before it.
    /// With a patience of [`Duration::MAX`] priority is strict.
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
        let shared = Arc::new(Shared::default());
        let work = Arc::new(work);
        let workers = (0..workers)
            .map(|_| {
                let (shared, work) = (Arc::clone(&shared), Arc::clone(&work));
                thread::spawn(move || {
                    while let Some(task) = shared.next(patience) {
                        work(task);
                    }
                })
            })
            .collect();
        Ok(PriorityPool {
            shared,
            workers,
            patience,
        })
    }

    /// Puts the task into the queue of its priority, which holds
    /// [`Priority::queue`](workloads::priority::Priority::queue) tasks that nobody
    /// has taken yet. Waits while that queue is full, whatever the others hold;
    /// waiting ends when a worker takes a task from it. A task's own waiting counts
    /// from when it is in the queue. Several tasks may have the same number.
    pub fn submit(&self, task: Task) {
        let index = task.priority.index();
        let most = task.priority.queue();
        let patience = self.patience;
        let queues = self.shared.queues.lock().unwrap();
        let mut queues = self
            .shared
            .room
            .wait_while(queues, |queues| {
                queues.waiting[index]
                    .iter()
                    .filter(|(at, _)| Instant::now() - *at < patience)
                    .count()
                    >= most
            })
            .unwrap();
        queues.waiting[index].push_back((Instant::now(), task));
        self.shared.ready.notify_one();
    }

    /// Waits until every submitted task is done and every worker has ended.
    pub fn finish(self) {
        self.shared.queues.lock().unwrap().closed = true;
        self.shared.ready.notify_all();
        for worker in self.workers {
            worker.join().expect("the work does not panic");
        }
    }
}

/// What the workers and those who submit have in common.
#[derive(Default)]
struct Shared {
    queues: Mutex<Queues>,
    /// A task came, or nothing more will. Workers wait for it.
    ready: Condvar,
    /// A task was taken. Those who submit wait for it.
    room: Condvar,
}

#[derive(Default)]
struct Queues {
    /// By priority, the highest first; each task with the time it came.
    waiting: [VecDeque<(Instant, Task)>; 3],
    closed: bool,
}

impl Shared {
    /// Takes the task that is next, waiting while there is none. `None` when
    /// nothing more will come.
    fn next(&self, patience: Duration) -> Option<Task> {
        let queues = self.queues.lock().unwrap();
        let mut queues = self
            .ready
            .wait_while(queues, |queues| queues.is_empty() && !queues.closed)
            .unwrap();
        let task = queues.take(patience)?;
        // All of them: the one that is woken might wait for another queue.
        self.room.notify_all();
        Some(task)
    }
}

impl Queues {
    fn is_empty(&self) -> bool {
        self.waiting.iter().all(VecDeque::is_empty)
    }

    fn take(&mut self, patience: Duration) -> Option<Task> {
        let now = Instant::now();
        // Within a queue the first is the oldest: three candidates are enough.
        let heads = self.waiting.iter().enumerate();
        let heads =
            heads.filter_map(|(index, q)| q.front().map(|(at, _)| (at, index)));
        let overdue = heads.clone().filter(|(at, _)| now - **at >= patience);
        let next = overdue
            .min()
            .or_else(|| heads.min_by_key(|(_, index)| *index));
        let (_, index) = next?;
        self.waiting[index].pop_front().map(|(_, task)| task)
    }
}
