//! Wrong: tells those who wait for the queue of the oldest task, whichever was taken.

use std::collections::BTreeMap;

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
    room: [Condvar; 3],
}

#[derive(Default)]
struct State {
    /// By number of arrival.
    queues: [BTreeMap<u64, (Instant, Task)>; 3],
    arrivals: u64,
    closed: bool,
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
        let mut handles = Vec::new();
        for _ in 0..workers {
            let (shared, work) = (Arc::clone(&shared), Arc::clone(&work));
            handles.push(thread::spawn(move || {
                loop {
                    let (oldest, task) = {
                        let mut state = shared.state.lock().unwrap();
                        loop {
                            if let Some(taken) = state.take(patience) {
                                break taken;
                            }
                            if state.closed {
                                return;
                            }
                            state = shared.ready.wait(state).unwrap();
                        }
                    };
                    shared.room[oldest].notify_one();
                    work(task);
                }
            }));
        }
        Ok(PriorityPool {
            shared,
            workers: handles,
        })
    }

    pub fn submit(&self, task: Task) {
        let index = task.priority.index();
        let mut state = self.shared.state.lock().unwrap();
        while state.queues[index].len() >= task.priority.queue() {
            state = self.shared.room[index].wait(state).unwrap();
        }
        let number = state.arrivals;
        state.arrivals += 1;
        state.queues[index].insert(number, (Instant::now(), task));
        drop(state);
        self.shared.ready.notify_one();
    }

    pub fn finish(self) {
        self.shared.state.lock().unwrap().closed = true;
        self.shared.ready.notify_all();
        for worker in self.workers {
            worker.join().expect("the work does not panic");
        }
    }
}

impl State {
    /// Also the queue in which the oldest was.
    fn take(&mut self, patience: Duration) -> Option<(usize, Task)> {
        let heads: Vec<_> = (0..3)
            .filter_map(|n| {
                let (number, (at, _)) = self.queues[n].first_key_value()?;
                Some((*number, n, at.elapsed() >= patience))
            })
            .collect();
        let overdue = heads.iter().filter(|(_, _, overdue)| *overdue).min();
        let (_, n, _) = overdue.or(heads.first())?;
        let (_, oldest, _) = heads.iter().min()?;
        let (_, (_, task)) = self.queues[*n].pop_first()?;
        Some((*oldest, task))
    }
}
