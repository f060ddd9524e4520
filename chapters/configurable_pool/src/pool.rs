//! The pool of the lesson: any jobs, any results, one owner.

use std::panic;

use lab::channel::{self, Receiver, Sender};
use lab::sync::Arc;
use lab::thread;
use workloads::pool::{BuildError, SubmitError};

// ANCHOR: pool
/// A few threads that do jobs of type `J`, each of which gives an `R`.
///
/// [`WorkerPool::stop`] takes the pool itself: whoever tries to submit afterwards
/// is told so by the compiler.
pub struct WorkerPool<J, R> {
    jobs: Sender<J>,
    results: Receiver<R>,
    workers: Vec<thread::JoinHandle<()>>,
}
// ANCHOR_END: pool

/// What a [`WorkerPool`] is to be like; [`Builder::build`] starts it.
#[derive(Clone, Debug)]
pub struct Builder {
    workers: usize,
    queue: usize,
    name: String,
}

impl Builder {
    /// How many threads work [usually 4].
    pub fn workers(mut self, workers: usize) -> Builder {
        self.workers = workers;
        self
    }

    /// How many jobs may wait for a worker [usually 16].
    pub fn queue(mut self, queue: usize) -> Builder {
        self.queue = queue;
        self
    }

    /// What the threads are called, followed by a number from 1 [usually
    /// "worker"].
    pub fn name(mut self, name: impl Into<String>) -> Builder {
        self.name = name.into();
        self
    }

    /// Starts the workers. Each calls `work` for one job after the other.
    ///
    /// # Errors
    ///
    /// [`BuildError::NoWorkers`] when there are to be 0;
    /// [`BuildError::Spawn`] when the system cannot start a thread.
    pub fn build<J, R, W>(self, work: W) -> Result<WorkerPool<J, R>, BuildError>
    where
        J: Send + 'static,
        R: Send + 'static,
        W: Fn(J) -> R + Send + Sync + 'static,
    {
        if self.workers == 0 {
            return Err(BuildError::NoWorkers);
        }
        let (jobs_tx, jobs_rx) = channel::bounded::<J>(self.queue);
        // Not bounded: no worker ever waits for the owner to read.
        let (results_tx, results_rx) = channel::unbounded();
        let work = Arc::new(work);
        let mut workers = Vec::with_capacity(self.workers);
        for number in 1..=self.workers {
            let jobs = jobs_rx.clone();
            let results = results_tx.clone();
            let work = Arc::clone(&work);
            let worker = thread::Builder::new()
                .name(format!("{} {number}", self.name))
                .spawn(move || {
                    for job in jobs {
                        if results.send(work(job)).is_err() {
                            break;
                        }
                    }
                });
            match worker {
                Ok(worker) => workers.push(worker),
                Err(error) => {
                    // Those that have started wait for jobs: let them go.
                    drop(jobs_tx);
                    for worker in workers {
                        let _ = worker.join();
                    }
                    return Err(BuildError::Spawn(error));
                }
            }
        }
        Ok(WorkerPool {
            jobs: jobs_tx,
            results: results_rx,
            workers,
        })
    }
}

// Jobs and results are not known before `build`: on this one type, nobody has to
// name them to call `WorkerPool::builder()`.
impl WorkerPool<(), ()> {
    /// A pool to be described further.
    pub fn builder() -> Builder {
        Builder {
            workers: 4,
            queue: 16,
            name: "worker".to_owned(),
        }
    }
}

// ANCHOR: methods
impl<J, R> WorkerPool<J, R> {
    /// Puts a job in the queue, waiting while the queue is full.
    ///
    /// # Errors
    ///
    /// When all workers have panicked: the job.
    pub fn submit(&self, job: J) -> Result<(), SubmitError<J>> {
        self.jobs.send(job).map_err(|error| SubmitError(error.0))
    }

    /// The results that have come and that nobody has taken, without waiting.
    pub fn results(&self) -> impl Iterator<Item = R> {
        self.results.try_iter()
    }

    /// Waits until all jobs are done and all workers have ended, and returns the
    /// results that nobody has taken.
    ///
    /// # Panics
    ///
    /// When a job has panicked, with what it said.
    pub fn stop(self) -> Vec<R> {
        // The last sender: the workers do what is queued, and end.
        drop(self.jobs);
        let results = self.results.iter().collect();
        for worker in self.workers {
            if let Err(panic) = worker.join() {
                panic::resume_unwind(panic);
            }
        }
        results
    }
}
// ANCHOR_END: methods
