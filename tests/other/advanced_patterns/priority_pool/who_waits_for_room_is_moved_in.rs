//! Right, and built otherwise: the worker that makes room puts the task of the first who
//! waits for it into the queue, and tells him.

use std::collections::VecDeque;

use lab::channel::{self, Sender};
use lab::sync::{Arc, Condvar, Mutex};
use lab::thread::{self, JoinHandle};
use lab::time::{Duration, Instant};
use workloads::job::PoolError;
use workloads::priority::Task;

pub struct PriorityPool {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    ready: Condvar,
}

#[derive(Default)]
struct State {
    /// By priority, the highest first.
    queues: [Queue; 3],
    closed: bool,
}

#[derive(Default)]
struct Queue {
    /// Each task with the time it came.
    waiting: VecDeque<(Instant, Task)>,
    /// The tasks for which there is no room, and who is told when there is.
    outside: VecDeque<(Task, Sender<()>)>,
}

impl PriorityPool {
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
        Ok(PriorityPool { shared, workers })
    }

    pub fn submit(&self, task: Task) {
        let most = task.priority.queue();
        let mut state = self.shared.state.lock().unwrap();
        let queue = &mut state.queues[task.priority.index()];
        if queue.waiting.len() < most {
            queue.waiting.push_back((Instant::now(), task));
            self.shared.ready.notify_one();
            return;
        }
        let (tell, told) = channel::bounded(1);
        queue.outside.push_back((task, tell));
        drop(state);
        told.recv().expect("a worker makes room");
    }

    pub fn finish(self) {
        self.shared.state.lock().unwrap().closed = true;
        self.shared.ready.notify_all();
        for worker in self.workers {
            worker.join().expect("the work does not panic");
        }
    }
}

impl Shared {
    fn next(&self, patience: Duration) -> Option<Task> {
        let state = self.state.lock().unwrap();
        let mut state = self
            .ready
            .wait_while(state, |state| {
                let mut queues = state.queues.iter();
                queues.all(|queue| queue.waiting.is_empty()) && !state.closed
            })
            .unwrap();
        let heads = state.queues.iter().enumerate();
        let mut heads = heads
            .filter_map(|(index, queue)| Some((queue.waiting.front()?.0, index)));
        let (came, oldest) = heads.clone().min()?;
        let index = match came.elapsed() >= patience {
            true => oldest,
            false => heads.next()?.1,
        };
        let queue = &mut state.queues[index];
        let (_, task) = queue.waiting.pop_front()?;
        if let Some((next, tell)) = queue.outside.pop_front() {
            queue.waiting.push_back((Instant::now(), next));
            tell.send(()).expect("somebody waits for it");
            self.ready.notify_one();
        }
        Some(task)
    }
}
