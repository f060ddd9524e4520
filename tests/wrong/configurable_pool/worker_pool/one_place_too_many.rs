//! Wrong: both queues hold one more than they are told to.

use std::panic::{self, AssertUnwindSafe};
use std::{fmt, iter};

use lab::channel::{self, Receiver, Sender};
use lab::sync::{Arc, Mutex};
use lab::thread;
use workloads::pool::{BuildError, SubmitError};

pub struct WorkerPool<J, R> {
    jobs: Mutex<Option<Sender<J>>>,
    outcomes: Receiver<thread::Result<R>>,
    workers: Vec<thread::JoinHandle<()>>,
}

#[derive(Clone, Debug)]
pub struct Builder {
    workers: usize,
    queue: usize,
    name: String,
}

impl Builder {
    #[must_use]
    pub fn workers(mut self, workers: usize) -> Builder {
        self.workers = workers;
        self
    }

    #[must_use]
    pub fn queue(mut self, queue: usize) -> Builder {
        self.queue = queue;
        self
    }

    #[must_use]
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
        let (jobs_tx, jobs_rx) = channel::bounded(self.queue + 1);
        let (outcomes_tx, outcomes_rx) = channel::bounded(self.queue + 1);
        let work = Arc::new(work);
        let mut pool = WorkerPool {
            jobs: Mutex::new(Some(jobs_tx)),
            outcomes: outcomes_rx,
            workers: Vec::with_capacity(self.workers),
        };
        for number in 1..=self.workers {
            let jobs = jobs_rx.clone();
            let outcomes = outcomes_tx.clone();
            let work = Arc::clone(&work);
            let spawned = thread::Builder::new()
                .name(format!("{} {number}", self.name))
                .spawn(move || serve(&jobs, &outcomes, &*work));
            match spawned {
                Ok(worker) => pool.workers.push(worker),
                Err(error) => {
                    // Dropping the pool waits until the outcomes are closed.
                    drop(outcomes_tx);
                    return Err(BuildError::Spawn(error));
                }
            }
        }
        Ok(pool)
    }
}

fn serve<J, R>(
    jobs: &Receiver<J>,
    outcomes: &Sender<thread::Result<R>>,
    work: &impl Fn(J) -> R,
) {
    for job in jobs {
        // `work` is shared and `Fn`: what a panic leaves behind in it is as safe
        // to use as what is left behind a lock.
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| work(job)));
        outcomes
            .send(outcome)
            .expect("the pool outlives its workers");
    }
}

// Jobs and results are not known before `build`: on this one type, nobody has to
// name them to call `WorkerPool::builder()`.
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
        // The lock is never poisoned: nothing panics while it is held.
        //
        // A sender of our own, so that the lock is free while we wait for room:
        // `shutdown` must not wait for that too.
        let jobs = self.jobs.lock().unwrap().clone();
        match jobs {
            None => Err(SubmitError(job)),
            Some(jobs) => jobs.send(job).map_err(|error| SubmitError(error.0)),
        }
    }

    pub fn next_outcome(&self) -> Option<thread::Result<R>> {
        self.outcomes.recv().ok()
    }

    pub fn outcomes(&self) -> impl Iterator<Item = thread::Result<R>> {
        iter::from_fn(|| self.next_outcome())
    }

    pub fn shutdown(&self) {
        // The queue closes when the last sender goes: this one, or that of a
        // `submit` that still waits for room.
        self.jobs.lock().unwrap().take();
    }
}

impl<J, R> Drop for WorkerPool<J, R> {
    fn drop(&mut self) {
        self.shutdown();
        // A worker may wait for a reader, and nobody else can read any more.
        while self.next_outcome().is_some() {}
        for worker in self.workers.drain(..) {
            // The work cannot panic here, and this may run because of a panic.
            let _ = worker.join();
        }
    }
}

impl<J, R> fmt::Debug for WorkerPool<J, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WorkerPool { .. }")
    }
}
