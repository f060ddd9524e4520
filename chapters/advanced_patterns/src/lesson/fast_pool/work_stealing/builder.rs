//! How a pool is described and started.

use std::iter;

use lab::sync::{Arc, Mutex};
use lab::thread;
use workloads::pool::BuildError;

use super::jobs::Jobs;
use super::outcomes::{Outcomes, Tray};
use super::{Shared, WorkerPool};

/// What a [`WorkerPool`] is to be like; [`Builder::build`] starts it.
#[derive(Clone, Debug)]
pub struct Builder {
    workers: usize,
    queue: usize,
    name: String,
}

impl Builder {
    pub(super) fn usual() -> Builder {
        Builder {
            workers: 4,
            queue: 1_024,
            name: "worker".to_owned(),
        }
    }

    /// How many threads work [usually 4].
    #[must_use]
    pub fn workers(mut self, workers: usize) -> Builder {
        self.workers = workers;
        self
    }

    /// How many jobs may wait to be done, and how many outcomes to be read
    /// [usually 1,024]. The longer the queue, the fewer the encounters.
    #[must_use]
    pub fn queue(mut self, queue: usize) -> Builder {
        self.queue = queue;
        self
    }

    /// What the threads are called, followed by a blank and a number from 1
    /// [usually "worker"].
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Builder {
        self.name = name.into();
        self
    }

    /// Starts the workers. Each calls `work` for one job after the other. A panic of
    /// `work` ends that job, not the worker.
    ///
    /// # Errors
    ///
    /// [`BuildError::NoWorkers`] when there are to be 0; [`BuildError::Spawn`] when
    /// the system cannot start a thread: then those that have started have ended.
    pub fn build<J, R, W>(self, work: W) -> Result<WorkerPool<J, R>, BuildError>
    where
        J: Send + 'static,
        R: Send + 'static,
        W: Fn(J) -> R + Send + Sync + 'static,
    {
        let places = self.queue.saturating_mul(2).saturating_add(self.workers);
        let (outcomes, trays) = Outcomes::new(self.workers);
        self.start(places, Some(outcomes), trays.into_iter().map(Some), work)
    }

    /// As [`Builder::build`], for work whose outcome nobody reads: there are none. A
    /// job has its place only until it is done, or has panicked; so the pool holds one
    /// job a worker and the size of the queue.
    ///
    /// # Errors
    ///
    /// As [`Builder::build`].
    pub fn build_without_outcomes<J, W>(
        self,
        work: W,
    ) -> Result<WorkerPool<J, ()>, BuildError>
    where
        J: Send + 'static,
        W: Fn(J) + Send + Sync + 'static,
    {
        let places = self.queue.saturating_add(self.workers);
        self.start(places, None, iter::repeat_with(|| None), work)
    }

    fn start<J, R, W>(
        self,
        places: usize,
        outcomes: Option<Outcomes<thread::Result<R>>>,
        trays: impl Iterator<Item = Option<Tray<thread::Result<R>>>>,
        work: W,
    ) -> Result<WorkerPool<J, R>, BuildError>
    where
        J: Send + 'static,
        R: Send + 'static,
        W: Fn(J) -> R + Send + Sync + 'static,
    {
        if self.workers == 0 {
            return Err(BuildError::NoWorkers);
        }
        let (jobs, desks) = Jobs::new(self.workers, places);
        let pool = WorkerPool {
            shared: Arc::new(Shared { jobs, outcomes }),
            workers: Mutex::default(),
        };
        let work = Arc::new(work);
        for (n, (desk, tray)) in desks.into_iter().zip(trays).enumerate() {
            let shared = Arc::clone(&pool.shared);
            let work = Arc::clone(&work);
            let worker = thread::Builder::new()
                .name(format!("{} {}", self.name, n + 1))
                .spawn(move || shared.serve(&desk, tray.as_ref(), &*work));
            // If it cannot be started the pool is dropped, and those that were end.
            let worker = worker.map_err(BuildError::Spawn)?;
            pool.workers.lock().unwrap().push(worker);
        }
        Ok(pool)
    }
}
