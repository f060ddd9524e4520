//! Wrong: a worker looks every millisecond whether there is room for its outcome.

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};
use std::{fmt, iter};

use lab::sync::{Arc, Condvar, Mutex};
use lab::thread;
use workloads::pool::{BuildError, SubmitError};

pub struct WorkerPool<J, R> {
    shared: Arc<Shared<J, R>>,
    workers: Vec<thread::JoinHandle<()>>,
}

struct Shared<J, R> {
    state: Mutex<State<J, R>>,
    changed: Condvar,
    size: usize,
}

struct State<J, R> {
    jobs: VecDeque<J>,
    outcomes: VecDeque<thread::Result<R>>,
    /// Workers, and readers, that wait: with a size of 0 there is room for as many.
    idle_workers: usize,
    waiting_readers: usize,
    /// Calls of `submit` that wait, or workers that work: more may come of them.
    waiting_submits: usize,
    alive: usize,
    is_open: bool,
}

pub struct Builder {
    workers: usize,
    queue: usize,
    name: String,
}

impl Builder {
    pub fn workers(mut self, workers: usize) -> Builder {
        self.workers = workers;
        self
    }

    pub fn queue(mut self, queue: usize) -> Builder {
        self.queue = queue;
        self
    }

    pub fn name(mut self, name: impl Into<String>) -> Builder {
        self.name = name.into();
        self
    }

    pub fn build<J, R, W>(self, work: W) -> Result<WorkerPool<J, R>, BuildError>
    where
        J: Send + 'static,
        R: Send + 'static,
        W: Fn(J) -> R + Send + Sync + 'static,
    {
        if self.workers == 0 {
            return Err(BuildError::NoWorkers);
        }
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                jobs: VecDeque::new(),
                outcomes: VecDeque::new(),
                idle_workers: 0,
                waiting_readers: 0,
                waiting_submits: 0,
                alive: 0,
                is_open: true,
            }),
            changed: Condvar::new(),
            size: self.queue,
        });
        let work = Arc::new(work);
        let mut pool = WorkerPool {
            shared: Arc::clone(&shared),
            workers: Vec::new(),
        };
        for number in 1..=self.workers {
            shared.state.lock().unwrap().alive += 1;
            let (on, work) = (Arc::clone(&shared), Arc::clone(&work));
            let spawned = thread::Builder::new()
                .name(format!("{} {number}", self.name))
                .spawn(move || on.serve(&*work));
            match spawned {
                Ok(worker) => pool.workers.push(worker),
                Err(error) => {
                    shared.state.lock().unwrap().alive -= 1;
                    return Err(BuildError::Spawn(error));
                }
            }
        }
        Ok(pool)
    }
}

impl<J, R> Shared<J, R> {
    fn serve(&self, work: &impl Fn(J) -> R) {
        while let Some(job) = self.take() {
            let outcome = panic::catch_unwind(AssertUnwindSafe(|| work(job)));
            let mut state = self.state.lock().unwrap();
            while state.outcomes.len() >= self.size + state.waiting_readers {
                drop(state);
                thread::sleep(std::time::Duration::from_millis(1));
                state = self.state.lock().unwrap();
            }
            state.outcomes.push_back(outcome);
            self.changed.notify_all();
        }
        self.state.lock().unwrap().alive -= 1;
        self.changed.notify_all();
    }

    fn take(&self) -> Option<J> {
        let mut state = self.state.lock().unwrap();
        state.idle_workers += 1;
        self.changed.notify_all();
        let mut state = self
            .changed
            .wait_while(state, |s| {
                s.jobs.is_empty() && (s.is_open || s.waiting_submits > 0)
            })
            .unwrap();
        state.idle_workers -= 1;
        let job = state.jobs.pop_front();
        self.changed.notify_all();
        job
    }
}

impl WorkerPool<(), ()> {
    pub fn builder() -> Builder {
        Builder {
            workers: 4,
            queue: 16,
            name: "worker".to_owned(),
        }
    }
}

impl<J, R> WorkerPool<J, R> {
    pub fn new<W>(workers: usize, work: W) -> Result<WorkerPool<J, R>, BuildError>
    where
        J: Send + 'static,
        R: Send + 'static,
        W: Fn(J) -> R + Send + Sync + 'static,
    {
        WorkerPool::builder().workers(workers).build(work)
    }

    pub fn submit(&self, job: J) -> Result<(), SubmitError<J>> {
        let shared = &self.shared;
        let mut state = shared.state.lock().unwrap();
        if !state.is_open {
            return Err(SubmitError(job));
        }
        state.waiting_submits += 1;
        let mut state = shared
            .changed
            .wait_while(state, |s| {
                s.jobs.len() >= shared.size + s.idle_workers && s.is_open
            })
            .unwrap();
        state.waiting_submits -= 1;
        let refused = !state.is_open;
        if !refused {
            state.jobs.push_back(job);
            shared.changed.notify_all();
            return Ok(());
        }
        shared.changed.notify_all();
        Err(SubmitError(job))
    }

    pub fn next_outcome(&self) -> Option<thread::Result<R>> {
        let shared = &self.shared;
        let mut state = shared.state.lock().unwrap();
        state.waiting_readers += 1;
        shared.changed.notify_all();
        let mut state = shared
            .changed
            .wait_while(state, |s| s.outcomes.is_empty() && s.alive > 0)
            .unwrap();
        state.waiting_readers -= 1;
        let outcome = state.outcomes.pop_front();
        shared.changed.notify_all();
        outcome
    }

    pub fn outcomes(&self) -> impl Iterator<Item = thread::Result<R>> {
        iter::from_fn(|| self.next_outcome())
    }

    pub fn shutdown(&self) {
        self.shared.state.lock().unwrap().is_open = false;
        self.shared.changed.notify_all();
    }
}

impl<J, R> Drop for WorkerPool<J, R> {
    fn drop(&mut self) {
        self.shutdown();
        while self.next_outcome().is_some() {}
        for worker in self.workers.drain(..) {
            let _ = worker.join();
        }
    }
}

impl<J, R> fmt::Debug for WorkerPool<J, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WorkerPool { .. }")
    }
}
