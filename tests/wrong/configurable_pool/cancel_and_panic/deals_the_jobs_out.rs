//! Wrong: deals the jobs out to the workers in turn.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lab::channel::{self, Receiver, Sender};
use lab::sync::{Arc, Mutex};
use lab::thread;
use workloads::pool::{BuildError, Outcome, SubmitError, panic_message};

/// Workers that survive their jobs, and a queue that can be called back.
///
/// Any number of threads may submit and cancel, all at the same time. Each
/// accepted job has exactly one outcome, which its [`Ticket`] gives. The queue has
/// no bound, so that this exercise is about one thing.
///
/// Dropping the pool waits until all accepted jobs are done and all workers have
/// ended.
pub struct CancellablePool<J, R> {
    /// One for each worker, until the pool is cancelled, and how many jobs came.
    queue: Mutex<(Queues<J, R>, usize)>,
    /// The other ends of the queues: what no worker has taken can be taken here.
    waiting: Vec<Receiver<Numbered<J, R>>>,
    workers: Mutex<Vec<thread::JoinHandle<()>>>,
}

/// A job, and where its outcome goes.
struct Entry<J, R> {
    job: J,
    reply: Sender<Outcome<R>>,
}

/// How many jobs came until this one, with it, and the job.
type Numbered<J, R> = (usize, Entry<J, R>);

/// One for each worker.
type Queues<J, R> = Vec<Sender<Numbered<J, R>>>;

/// The right to an outcome.
pub struct Ticket<R> {
    reply: Receiver<Outcome<R>>,
}

impl<R> Ticket<R> {
    /// Waits until the job is done, has panicked, or is cancelled. That the ticket
    /// is dropped instead does nothing to the job.
    pub fn wait(self) -> Outcome<R> {
        self.reply.recv().unwrap_or(Outcome::Cancelled)
    }
}

impl<J, R> CancellablePool<J, R>
where
    J: Send + 'static,
    R: Send + 'static,
{
    /// Starts `workers` threads that do `work` with one job after the other, the
    /// oldest first.
    ///
    /// # Errors
    ///
    /// [`BuildError::NoWorkers`] when `workers` is 0; [`BuildError::Spawn`] when
    /// the system cannot start a thread: then those that have started have ended.
    pub fn start<W>(
        workers: usize,
        work: W,
    ) -> Result<CancellablePool<J, R>, BuildError>
    where
        W: Fn(J) -> R + Send + Sync + 'static,
    {
        if workers == 0 {
            return Err(BuildError::NoWorkers);
        }
        let work = Arc::new(work);
        let mut pool = CancellablePool {
            queue: Mutex::new((Vec::new(), 0)),
            waiting: Vec::new(),
            workers: Mutex::default(),
        };
        for number in 1..=workers {
            let (queue, waiting) = channel::unbounded();
            pool.queue.get_mut().unwrap().0.push(queue);
            pool.waiting.push(waiting.clone());
            let work = Arc::clone(&work);
            let worker = thread::Builder::new()
                .name(format!("worker {number}"))
                .spawn(move || serve(&waiting, &*work))
                .map_err(BuildError::Spawn)?;
            pool.workers.get_mut().unwrap().push(worker);
        }
        Ok(pool)
    }
}

/// Does the jobs of the queue until it is closed and empty, and answers each of
/// them: with what `work` gives, or with what its panic says
/// ([`panic_message`](workloads::pool::panic_message)).
fn serve<J, R>(waiting: &Receiver<Numbered<J, R>>, work: &impl Fn(J) -> R) {
    while let Ok((_, Entry { job, reply })) = waiting.recv() {
        let outcome = match catch_unwind(AssertUnwindSafe(|| work(job))) {
            Ok(result) => Outcome::Done(result),
            Err(panic) => Outcome::Panicked(panic_message(&*panic)),
        };
        let _ = reply.send(outcome);
    }
}

impl<J, R> CancellablePool<J, R> {
    /// Puts a job in the queue, and never waits for a worker.
    ///
    /// # Errors
    ///
    /// When the pool is cancelled: the job.
    pub fn submit(&self, job: J) -> Result<Ticket<R>, SubmitError<J>> {
        let mut queue = self.queue.lock().unwrap();
        // Sent under the lock: once `cancel` has had it, nothing comes any more.
        let (queues, next) = &mut *queue;
        if queues.is_empty() {
            return Err(SubmitError(job));
        }
        *next += 1;
        let (reply, ticket) = channel::bounded(1);
        match queues[*next % queues.len()].send((*next, Entry { job, reply })) {
            Ok(()) => Ok(Ticket { reply: ticket }),
            Err(error) => Err(SubmitError(error.0.1.job)),
        }
    }

    /// Takes no more jobs, lets the running ones end, and returns those that no
    /// worker has begun, the oldest first; their outcome is
    /// [`Outcome::Cancelled`], and who waits for it is told at once.
    ///
    /// Waits until every worker has ended: no longer than a job takes. Of several
    /// calls each waits, and each job is returned by one of them.
    pub fn cancel(&self) -> Vec<J> {
        self.queue.lock().unwrap().0.clear();
        let mut jobs: Vec<_> =
            self.waiting.iter().flat_map(|w| w.try_iter()).collect();
        jobs.sort_by_key(|(number, _)| *number);
        let jobs = jobs.into_iter().map(|(_, entry)| entry.job).collect();
        self.join();
        jobs
    }

    /// Waits until every worker has ended; the queue must be closed.
    fn join(&self) {
        // Held for all the time, so that a second caller waits as well.
        let mut workers = self.workers.lock().unwrap();
        for worker in workers.drain(..) {
            // The work cannot panic here, and this may run because of a panic.
            let _ = worker.join();
        }
    }
}

impl<J, R> Drop for CancellablePool<J, R> {
    fn drop(&mut self) {
        self.queue.lock().unwrap().0.clear();
        self.join();
    }
}
