//! Exercise: a pool to take home, shared by those who submit and those who read.

use std::panic::{self, AssertUnwindSafe};
use std::{fmt, iter};

use lab::channel::{self, Receiver, Sender};
use lab::sync::{Arc, Mutex};
use lab::thread;
use workloads::pool::{BuildError, SubmitError};

/// A few threads that do jobs of type `J`, each of which gives an `R`.
///
/// Any number of threads may submit jobs, read outcomes and shut the pool down,
/// all at the same time. Every job that [`submit`](WorkerPool::submit) accepts has
/// exactly one outcome: what the work returned, or its panic.
///
/// The pool holds so many jobs and no more: one a worker, the size of the queue
/// waiting to be done, and as many outcomes waiting to be read. When all these
/// places are taken, `submit` waits. Who has to wait sleeps: nobody asks again and again.
///
/// Dropping the pool shuts it down and waits until all accepted jobs are done and
/// all workers have ended. Outcomes that nobody has read are dropped.
///
/// # Examples
///
/// One thread that does one thing after the other:
///
/// ```
/// use configurable_pool_solution::exercises::worker_pool::WorkerPool;
///
/// let pool = WorkerPool::new(3, |n: u64| n * n)?;
/// for n in 1..=8 {
///     pool.submit(n)?;
/// }
/// pool.shutdown();
/// assert_eq!(pool.submit(9).unwrap_err().into_inner(), 9);
///
/// let mut squares: Vec<_> = pool.outcomes().map(Result::unwrap).collect();
/// squares.sort();
/// assert_eq!(squares, [1, 4, 9, 16, 25, 36, 49, 64]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// More jobs than the pool holds: one thread submits while another reads.
///
/// ```
/// use configurable_pool_solution::exercises::worker_pool::WorkerPool;
/// use lab::thread;
///
/// let pool = WorkerPool::builder()
///     .workers(2)
///     .queue(5)
///     .name("counter")
///     .build(|line: &str| line.split_whitespace().count())?;
/// let words: usize = thread::scope(|scope| {
///     scope.spawn(|| {
///         for _ in 0..100 {
///             pool.submit("to be or not to be").expect("it is open");
///         }
///         pool.shutdown();
///     });
///     pool.outcomes().map(|outcome| outcome.expect("no panic")).sum()
/// });
/// assert_eq!(words, 600);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct WorkerPool<J, R> {
    /// `None` once the pool is shut down.
    jobs: Mutex<Option<Sender<J>>>,
    outcomes: Receiver<thread::Result<R>>,
    workers: Vec<thread::JoinHandle<()>>,
}

/// What a [`WorkerPool`] is to be like; [`Builder::build`] starts it.
#[derive(Clone, Debug)]
pub struct Builder {
    workers: usize,
    queue: usize,
    name: String,
}

impl Builder {
    /// How many threads work [usually 4].
    #[must_use]
    pub fn workers(mut self, workers: usize) -> Builder {
        self.workers = workers;
        self
    }

    /// How many jobs may wait to be done, and how many outcomes to be read
    /// [usually 16]. With 0 a job goes directly to a worker that waits for one,
    /// and an outcome to a thread that waits to read it.
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

    /// Starts the workers. Each calls `work` for one job after the other; a free
    /// worker takes the oldest job that waits. A panic of `work` ends that job,
    /// not the worker.
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
        if self.workers == 0 {
            return Err(BuildError::NoWorkers);
        }
        let (jobs_tx, jobs_rx) = channel::bounded(self.queue);
        let (outcomes_tx, outcomes_rx) = channel::bounded(self.queue);
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
    /// A pool to be described further.
    pub fn builder() -> Builder {
        Builder {
            workers: 4,
            queue: 16,
            name: "worker".to_owned(),
        }
    }
}

impl<J, R> WorkerPool<J, R> {
    /// A pool of `workers` threads, and otherwise as usual.
    ///
    /// # Errors
    ///
    /// As [`Builder::build`].
    pub fn new<W>(workers: usize, work: W) -> Result<WorkerPool<J, R>, BuildError>
    where
        J: Send + 'static,
        R: Send + 'static,
        W: Fn(J) -> R + Send + Sync + 'static,
    {
        WorkerPool::builder().workers(workers).build(work)
    }

    /// Puts a job in the queue, waiting while the queue is full.
    ///
    /// When the pool is shut down during that wait, the job may still be accepted
    /// or refused. It is never lost.
    ///
    /// # Errors
    ///
    /// When the pool was shut down: the job.
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

    /// Takes the oldest outcome, waiting while there is none.
    ///
    /// `None` once the pool is shut down and every outcome has been taken.
    pub fn next_outcome(&self) -> Option<thread::Result<R>> {
        self.outcomes.recv().ok()
    }

    /// The outcomes one after the other, as [`WorkerPool::next_outcome`] takes
    /// them: the iterator waits, and ends when the pool is shut down and every
    /// outcome has been taken. Of several readers each gets other outcomes.
    pub fn outcomes(&self) -> impl Iterator<Item = thread::Result<R>> {
        iter::from_fn(|| self.next_outcome())
    }

    /// Refuses all jobs from now on. Those accepted before are done; this does
    /// not wait for them, nor for anything else. Once is enough, twice no error.
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
