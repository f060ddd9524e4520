//! How a pool is described and started.

use lab::sync::Arc;
use lab::{channel, thread};
use workloads::pool::BuildError;

use super::WorkerPool;

/// What a [`WorkerPool`] is to be like; [`Builder::build`] starts it.
#[derive(Clone, Debug)]
pub struct Builder {
    workers: usize,
    queue: usize,
    name: String,
}

impl Default for Builder {
    fn default() -> Builder {
        Builder {
            workers: 4,
            queue: 16,
            name: "worker".to_owned(),
        }
    }
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
        let mut pool = WorkerPool {
            jobs: Some(jobs_tx),
            results: results_rx,
            workers: Vec::with_capacity(self.workers),
        };
        // ANCHOR: workers
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
            // On an error the pool is dropped, and lets those go that have started.
            pool.workers.push(worker.map_err(BuildError::Spawn)?);
        }
        // ANCHOR_END: workers
        Ok(pool)
    }
}
