//! Work stealing: the pool to take home. What a worker took along lies on its desk,
//! and who has nothing to do takes half of it.

mod builder;
mod handoff;
mod jobs;
mod outcomes;
mod patience;

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};
use std::{fmt, iter, mem};

pub use builder::Builder;
use jobs::{Desk, Jobs, Patience, Refused};
use lab::sync::{Arc, Mutex};
use lab::thread;
use lab::time::{Duration, Instant};
use outcomes::{Outcomes, Tray};
use workloads::pool::{BuildError, SubmitError, SubmitTimeoutError, TrySubmitError};

/// A few threads that do jobs of type `J`, each of which gives an `R`: the pool of
/// chapter 4, for jobs that take nanoseconds.
///
/// Any number of threads may submit jobs, read outcomes and shut the pool down,
/// all at the same time. Every job that is accepted has exactly one outcome: what
/// the work returned, or its panic.
///
/// The pool holds so many jobs and no more: one a worker and twice the size of the
/// queue, from their submission until their outcome is read. When all these places
/// are taken, [`submit`](WorkerPool::submit) waits.
///
/// While a job waits, no worker sleeps. Jobs are begun in their order as long as few
/// of them wait; with many it is kept only roughly.
///
/// Dropping the pool shuts it down and waits until all accepted jobs are done and
/// all workers have ended. Outcomes that nobody has read are dropped.
pub struct WorkerPool<J, R> {
    shared: Arc<Shared<J, R>>,
    workers: Mutex<Vec<thread::JoinHandle<()>>>,
}

struct Shared<J, R> {
    jobs: Jobs<J>,
    /// `None`: nobody wants to know.
    outcomes: Option<Outcomes<thread::Result<R>>>,
}

impl<J, R> Shared<J, R> {
    fn serve(
        &self,
        desk: &Desk<J>,
        tray: Option<&Tray<thread::Result<R>>>,
        work: &impl Fn(J) -> R,
    ) {
        while let Some(job) = self.jobs.take(desk) {
            // `work` is shared and `Fn`: what a panic leaves behind in it is as safe
            // to use as what is left behind a lock.
            let outcome = panic::catch_unwind(AssertUnwindSafe(|| work(job)));
            match (&self.outcomes, tray) {
                // Its reader gives the place back.
                (Some(outcomes), Some(tray)) => outcomes.put(tray, outcome),
                _ => {
                    if let Err(payload) = outcome {
                        drop_alone(payload);
                    }
                    self.jobs.one_is_done(desk);
                }
            }
        }
    }
}

/// Drops what a panic carried: it may panic, too, and must not cost the worker.
#[cold]
fn drop_alone(payload: Box<dyn Any + Send>) {
    if let Err(another) = panic::catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        // It might go on like that.
        mem::forget(another);
    }
}

// Jobs and results are not known before `build`: on this one type, nobody has to
// name them to call `WorkerPool::builder()`.
impl WorkerPool<(), ()> {
    /// A pool to be described further.
    pub fn builder() -> Builder {
        Builder::usual()
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

    /// Hands in a job, waiting while every place is taken.
    ///
    /// # Errors
    ///
    /// When the pool was shut down, also during the wait: the job.
    #[inline(always)]
    pub fn submit(&self, job: J) -> Result<(), SubmitError<J>> {
        match self.shared.jobs.put(job, Patience::Endless) {
            Ok(()) => Ok(()),
            Err(Refused::Closed(job) | Refused::Full(job)) => Err(SubmitError(job)),
        }
    }

    /// Hands in a job if there is a place for it, and never waits.
    ///
    /// # Errors
    ///
    /// The job: [`TrySubmitError::Full`] when every place is taken,
    /// [`TrySubmitError::Closed`] when the pool was shut down.
    pub fn try_submit(&self, job: J) -> Result<(), TrySubmitError<J>> {
        let result = self.shared.jobs.put(job, Patience::None);
        result.map_err(|refused| match refused {
            Refused::Closed(job) => TrySubmitError::Closed(job),
            Refused::Full(job) => TrySubmitError::Full(job),
        })
    }

    /// Hands in a job, waiting for at most `timeout` while every place is taken.
    ///
    /// # Errors
    ///
    /// The job: [`SubmitTimeoutError::Timeout`] when no place came free in time,
    /// [`SubmitTimeoutError::Closed`] when the pool was shut down, also during the
    /// wait.
    pub fn submit_timeout(
        &self,
        job: J,
        timeout: Duration,
    ) -> Result<(), SubmitTimeoutError<J>> {
        // A timeout that is too long for the clock is none.
        let patience = match Instant::now().checked_add(timeout) {
            Some(deadline) => Patience::Until(deadline),
            None => Patience::Endless,
        };
        let result = self.shared.jobs.put(job, patience);
        result.map_err(|refused| match refused {
            Refused::Closed(job) => SubmitTimeoutError::Closed(job),
            Refused::Full(job) => SubmitTimeoutError::Timeout(job),
        })
    }

    /// Takes an outcome, waiting while there is none.
    ///
    /// `None` once the pool is shut down and every outcome has been taken; at once
    /// when the pool was built without outcomes.
    pub fn next_outcome(&self) -> Option<thread::Result<R>> {
        let (jobs, outcomes) = (&self.shared.jobs, self.shared.outcomes.as_ref()?);
        let outcome = outcomes.take(|| jobs.accepted())?;
        jobs.one_is_read();
        Some(outcome)
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
        self.shared.jobs.close();
        if let Some(outcomes) = &self.shared.outcomes {
            outcomes.tell();
        }
    }

    /// Refuses all jobs from now on, lets the running ones end, and returns those
    /// that no worker has begun; they have no outcome. Waits until every worker has
    /// ended: no longer than a job takes.
    pub fn cancel(&self) -> Vec<J> {
        let unstarted = self.stop();
        self.join();
        unstarted
    }

    /// As [`WorkerPool::cancel`], without the wait for the running jobs: who waits for
    /// one that will not be done need not wait for those that are.
    pub fn stop(&self) -> Vec<J> {
        self.shared.jobs.cancel();
        let unstarted = self.shared.jobs.take_back();
        if let Some(outcomes) = &self.shared.outcomes {
            outcomes.tell();
        }
        unstarted
    }

    /// Waits until every worker has ended; the pool must be shut down.
    fn join(&self) {
        // Held for all the time, so that a second caller waits as well.
        let mut workers = self.workers.lock().unwrap();
        for worker in workers.drain(..) {
            // The work cannot panic here, and this may run because of a panic.
            let _ = worker.join();
        }
    }
}

impl<J, R> Drop for WorkerPool<J, R> {
    fn drop(&mut self) {
        self.shutdown();
        self.join();
    }
}

impl<J, R> fmt::Debug for WorkerPool<J, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WorkerPool { .. }")
    }
}
