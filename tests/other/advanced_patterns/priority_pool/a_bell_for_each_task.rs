//! Right, and built otherwise: each task rings once in a channel, and a worker that hears
//! it takes what is next by then, which may be another task.

use std::collections::VecDeque;

use lab::channel::{self, Sender};
use lab::sync::{Arc, Condvar, Mutex};
use lab::thread::{self, JoinHandle};
use lab::time::{Duration, Instant};
use workloads::job::PoolError;
use workloads::priority::Task;

pub struct PriorityPool {
    shared: Arc<Shared>,
    bell: Sender<()>,
    workers: Vec<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    /// By priority, the highest first; each task with the time it came.
    queues: Mutex<[VecDeque<(Instant, Task)>; 3]>,
    room: Condvar,
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
        let (bell, rings) = channel::unbounded();
        let work = Arc::new(work);
        let workers = (0..workers)
            .map(|_| {
                let (shared, work) = (Arc::clone(&shared), Arc::clone(&work));
                let rings = rings.clone();
                thread::spawn(move || {
                    for () in rings {
                        work(shared.take(patience));
                    }
                })
            })
            .collect();
        Ok(PriorityPool {
            shared,
            bell,
            workers,
        })
    }

    pub fn submit(&self, task: Task) {
        let index = task.priority.index();
        let most = task.priority.queue();
        let queues = self.shared.queues.lock().unwrap();
        let mut queues = self
            .shared
            .room
            .wait_while(queues, |queues| queues[index].len() >= most)
            .unwrap();
        queues[index].push_back((Instant::now(), task));
        drop(queues);
        self.bell.send(()).expect("the workers listen");
    }

    pub fn finish(self) {
        drop(self.bell);
        for worker in self.workers {
            worker.join().expect("the work does not panic");
        }
    }
}

impl Shared {
    /// There are at least as many tasks as there were rings.
    fn take(&self, patience: Duration) -> Task {
        let mut queues = self.queues.lock().unwrap();
        let is_filled = |index: &usize| !queues[*index].is_empty();
        let came = |index: &usize| queues[*index][0].0;
        let filled = || (0..3).filter(is_filled);
        let oldest = filled().min_by_key(came).expect("a task for each ring");
        let index = match came(&oldest).elapsed() >= patience {
            true => oldest,
            false => filled().next().expect("a task for each ring"),
        };
        let (_, task) = queues[index].pop_front().expect("it is filled");
        drop(queues);
        self.room.notify_all();
        task
    }
}
