//! The pool of the lesson: any jobs, any results, one owner.

mod builder;

use std::panic;

use lab::channel::{Receiver, Sender};
use lab::thread;
use workloads::pool::SubmitError;

pub use self::builder::Builder;

// ANCHOR: pool
/// A few threads that do jobs of type `J`, each of which gives an `R`.
///
/// [`WorkerPool::stop`] takes the pool itself: whoever tries to submit afterwards
/// is told so by the compiler. A pool that is dropped instead does its jobs, too,
/// and waits for its workers; the results go with it.
///
/// ```
/// use configurable_pool::pool::WorkerPool;
///
/// let pool = WorkerPool::builder().workers(3).queue(10).build(|n: u64| n * n)?;
/// for n in 1..=8 {
///     pool.submit(n)?;
/// }
/// let mut squares = pool.stop();
/// squares.sort();
/// assert_eq!(squares, [1, 4, 9, 16, 25, 36, 49, 64]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct WorkerPool<J, R> {
    /// `None` once the pool is being stopped.
    jobs: Option<Sender<J>>,
    results: Receiver<R>,
    workers: Vec<thread::JoinHandle<()>>,
}
// ANCHOR_END: pool

// Jobs and results are not known before `build`: on this one type, nobody has to
// name them to call `WorkerPool::builder()`.
impl WorkerPool<(), ()> {
    /// A pool to be described further.
    pub fn builder() -> Builder {
        Builder::default()
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
        match &self.jobs {
            Some(jobs) => jobs.send(job).map_err(|error| SubmitError(error.0)),
            None => Err(SubmitError(job)),
        }
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
    pub fn stop(mut self) -> Vec<R> {
        // The last sender: the workers do what is queued, and end.
        self.jobs.take();
        let results = self.results.iter().collect();
        // All of them are joined before a panic goes on: none is left behind.
        let ends: Vec<_> = self.workers.drain(..).map(|w| w.join()).collect();
        if let Some(Err(panic)) = ends.into_iter().find(Result::is_err) {
            panic::resume_unwind(panic);
        }
        results
    }
}
// ANCHOR_END: methods

impl<J, R> Drop for WorkerPool<J, R> {
    fn drop(&mut self) {
        self.jobs.take();
        for worker in self.workers.drain(..) {
            // Its panic was told when it happened; a drop must not panic.
            let _ = worker.join();
        }
    }
}
