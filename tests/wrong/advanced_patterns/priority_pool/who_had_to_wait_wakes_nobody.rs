//! Wrong: wakes a worker only when it did not have to wait for room.
use std::collections::VecDeque;

use lab::sync::{Arc, Condvar, Mutex};
use lab::thread;
use lab::time::{Duration, Instant};
use workloads::job::PoolError;
use workloads::priority::{Priority, Task};

/// A pool that does urgent tasks first and forgets nobody.
pub struct PriorityPool {
    shared: Arc<Shared>,
    workers: Vec<thread::JoinHandle<()>>,
}

struct Shared {
    state: Mutex<State>,
    task_came: Condvar,
    room_came: [Condvar; 3],
    patience: Duration,
}

#[derive(Default)]
struct State {
    queues: [VecDeque<(Instant, Task)>; 3],
    is_finished: bool,
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
        let shared = Arc::new(Shared {
            state: Mutex::default(),
            task_came: Condvar::new(),
            room_came: std::array::from_fn(|_| Condvar::new()),
            patience,
        });
        let work = Arc::new(work);
        let workers = (0..workers)
            .map(|_| {
                let (shared, work) = (Arc::clone(&shared), Arc::clone(&work));
                thread::spawn(move || {
                    while let Some(task) = shared.take() {
                        work(task);
                    }
                })
            })
            .collect();
        Ok(PriorityPool { shared, workers })
    }

    /// Puts the task into its queue, waiting for room.
    pub fn submit(&self, task: Task) {
        let priority = task.priority;
        let index = priority.index();
        let mut state = self.shared.state.lock().unwrap();
        if state.queues[index].len() < priority.queue() {
            self.shared.task_came.notify_one();
        }
        while state.queues[index].len() >= priority.queue() {
            state = self.shared.room_came[index].wait(state).unwrap();
        }
        state.queues[index].push_back((Instant::now(), task));
    }

    /// Waits until all is done.
    pub fn finish(self) {
        self.shared.state.lock().unwrap().is_finished = true;
        self.shared.task_came.notify_all();
        for worker in self.workers {
            worker.join().unwrap();
        }
    }
}

impl Shared {
    fn take(&self) -> Option<Task> {
        let mut state = self.state.lock().unwrap();
        loop {
            if let Some(index) = self.choose(&state.queues) {
                let (_, task) = state.queues[index].pop_front().unwrap();
                self.room_came[index].notify_one();
                return Some(task);
            }
            if state.is_finished {
                return None;
            }
            state = self.task_came.wait(state).unwrap();
        }
    }

    fn choose(&self, queues: &[VecDeque<(Instant, Task)>; 3]) -> Option<usize> {
        let now = Instant::now();
        let fronts =
            Priority::ALL.map(|p| queues[p.index()].front().map(|(at, _)| *at));
        let overdue = (0..3)
            .filter_map(|i| fronts[i].map(|at| (at, i)))
            .filter(|(at, _)| now.duration_since(*at) >= self.patience)
            .min();
        match overdue {
            Some((_, index)) => Some(index),
            None => (0..3).find(|i| fronts[*i].is_some()),
        }
    }
}
