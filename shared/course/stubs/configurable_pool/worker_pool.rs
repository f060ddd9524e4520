//! Exercise: a pool to take home, shared by those who submit and those who read.
//!
//! Threads, channels, locks and clocks are in `lab::{thread, channel, sync, time}`.
//! The standard library's are invisible to it, and the rules cannot hold with them.
//! The types that it is given are in `shared/workloads/src/pool/errors.rs`.

use std::marker::PhantomData;
use std::{fmt, iter};

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
/// use configurable_pool::exercises::worker_pool::WorkerPool;
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
/// use configurable_pool::exercises::worker_pool::WorkerPool;
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
    // Yours to choose: what do those who submit, read and shut down share? This
    // field only stands for the types.
    types: PhantomData<fn(J) -> R>,
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
        todo!("start the workers, which do jobs until no more can come")
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
        todo!("put the job in the queue, or hand it back")
    }

    /// Takes the oldest outcome, waiting while there is none.
    ///
    /// `None` once the pool is shut down and every outcome has been taken.
    pub fn next_outcome(&self) -> Option<thread::Result<R>> {
        todo!("take an outcome, or wait for one, or for the last worker's end")
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
        todo!("see to it that no job comes any more, and return")
    }
}

impl<J, R> Drop for WorkerPool<J, R> {
    fn drop(&mut self) {
        // Only for as long as there is a hole: while a panic unwinds, the panic of
        // `todo!` would end the process. Write your code in place of the whole `if`: a
        // pool is shut down in the same way whether or not there is a panic.
        if !thread::panicking() {
            todo!("shut down, and wait until every worker has ended")
        }
    }
}

impl<J, R> fmt::Debug for WorkerPool<J, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WorkerPool { .. }")
    }
}
