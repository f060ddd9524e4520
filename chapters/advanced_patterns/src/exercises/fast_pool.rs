//! Exercise: a pool for very small jobs, in which batches form by themselves.
//!
//! `cargo course check fast_pool` checks it. The lesson is called the same: `cargo run -p
//! advanced_patterns -- fast_pool` shows its five pools, and then this one at work.
//!
//! Threads, channels, locks and clocks are in `lab::{thread, channel, sync, time}`.
//! The standard library's are invisible to it, and the rules cannot hold with them.
//! The types that it is given are in `shared/workloads/src/pool/errors.rs`.

use std::collections::VecDeque;

use lab::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use lab::thread;
use lab::time::{Duration, Instant};
use workloads::pool::{BuildError, SubmitError, SubmitTimeoutError, TrySubmitError};

/// Jobs that a worker takes along at most.
const BATCH: usize = 256;

/// Workers that take several jobs at a time when there are many.
///
/// Submitters hand in one job after the other and know nothing of batches. A job never
/// waits for others to come: a worker that is free takes what there is.
///
/// The pool holds `queue` jobs that wait, and what the workers have taken. Any number
/// of threads may submit and close, all at the same time. Dropping the pool closes it
/// and waits until all accepted jobs are done and all workers have ended.
pub struct BoundedPool<J> {
    shared: Arc<Shared<J>>,
    workers: Vec<thread::JoinHandle<()>>,
}

/// What workers and submitters share.
struct Shared<J> {
    state: Mutex<State<J>>,
    /// How many jobs `waiting` may hold.
    size: usize,
    /// How many workers there are.
    workers: usize,
    /// Notified when a job has come while somebody sleeps, and on closing. Workers
    /// wait for it.
    job_came: Condvar,
    /// Notified when jobs have been taken while somebody waits for room, and on
    /// closing. Those who submit wait for it.
    room_came: Condvar,
}

struct State<J> {
    /// The oldest job is in front.
    waiting: VecDeque<J>,
    /// How many workers wait for `job_came`.
    sleepers: usize,
    /// How many of those who submit wait for `room_came`.
    submitters: usize,
    is_closed: bool,
}

impl<J: Send + 'static> BoundedPool<J> {
    /// Starts `workers` threads that do `work` with one job after the other. Up to
    /// `queue` jobs wait for a worker; 0 counts as 1. A panic of `work` ends that job,
    /// not the worker, and no other job.
    ///
    /// # Errors
    ///
    /// [`BuildError::NoWorkers`] when `workers` is 0; [`BuildError::Spawn`] when
    /// the system cannot start a thread: then those that have started have ended.
    pub fn start<W>(
        workers: usize,
        queue: usize,
        work: W,
    ) -> Result<BoundedPool<J>, BuildError>
    where
        W: Fn(J) + Send + Sync + 'static,
    {
        if workers == 0 {
            return Err(BuildError::NoWorkers);
        }
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                waiting: VecDeque::new(),
                sleepers: 0,
                submitters: 0,
                is_closed: false,
            }),
            size: queue.max(1),
            workers,
            job_came: Condvar::new(),
            room_came: Condvar::new(),
        });
        let work = Arc::new(work);
        let mut pool = BoundedPool {
            shared: Arc::clone(&shared),
            workers: Vec::new(),
        };
        for number in 1..=workers {
            let (shared, work) = (Arc::clone(&shared), Arc::clone(&work));
            let worker = thread::Builder::new()
                .name(format!("worker {number}"))
                .spawn(move || shared.serve(&*work))
                .map_err(BuildError::Spawn)?;
            pool.workers.push(worker);
        }
        Ok(pool)
    }
}

impl<J> Shared<J> {
    /// Does jobs until the pool is closed and none is left: takes a batch, does each
    /// job of it, the oldest first, and takes the next.
    fn serve(&self, work: &impl Fn(J)) {
        todo!("take batches, and do each job, whatever another does")
    }

    /// Moves the oldest jobs from the queue to `batch`, which is empty, waiting while
    /// there is none, without a timeout. It takes one job, or more when there are
    /// many: half of what waits, shared by all workers (rounded either way, but at
    /// least one), and no more than [`BATCH`]. So when only a few wait, each goes to a
    /// worker of its own. All that it takes it takes in one go, under one lock.
    /// There is room now: it notifies all who wait for it, and nobody if none does.
    ///
    /// False once the pool is closed and every job has been taken.
    fn take(&self, batch: &mut VecDeque<J>) -> bool {
        todo!("wait for jobs, and take a fair share of them")
    }

    /// Puts a job in the queue, unless the pool is closed. To notify costs more than
    /// a small job: it does so only if a worker sleeps, and wakes one.
    fn put(&self, state: MutexGuard<'_, State<J>>, job: J) -> Result<(), J> {
        todo!("put the job in the queue, and wake a worker if one sleeps")
    }

    /// Whether a job would have to wait. A closed pool refuses at once.
    fn is_full(&self, state: &State<J>) -> bool {
        state.waiting.len() >= self.size && !state.is_closed
    }
}

impl<J> BoundedPool<J> {
    /// Puts a job in the queue, waiting while the queue is full.
    ///
    /// # Errors
    ///
    /// The job, when the pool is closed, or when it is closed during the wait.
    pub fn submit(&self, job: J) -> Result<(), SubmitError<J>> {
        let shared = &*self.shared;
        let mut state = shared.state.lock().unwrap();
        while shared.is_full(&state) {
            state.submitters += 1;
            state = shared.room_came.wait(state).unwrap();
            state.submitters -= 1;
        }
        shared.put(state, job).map_err(SubmitError)
    }

    /// Puts a job in the queue if there is room, and never waits.
    ///
    /// # Errors
    ///
    /// The job: [`TrySubmitError::Closed`] when the pool is closed, full or not;
    /// otherwise [`TrySubmitError::Full`] when the queue is full.
    pub fn try_submit(&self, job: J) -> Result<(), TrySubmitError<J>> {
        let state = self.shared.state.lock().unwrap();
        if self.shared.is_full(&state) {
            return Err(TrySubmitError::Full(job));
        }
        self.shared.put(state, job).map_err(TrySubmitError::Closed)
    }

    /// Puts a job in the queue, waiting for at most `timeout` while the queue is
    /// full.
    ///
    /// # Errors
    ///
    /// The job: [`SubmitTimeoutError::Closed`] when the pool is closed, full or not,
    /// or when it is closed during the wait; otherwise
    /// [`SubmitTimeoutError::Timeout`] when the queue was full all the time.
    pub fn submit_timeout(
        &self,
        job: J,
        timeout: Duration,
    ) -> Result<(), SubmitTimeoutError<J>> {
        // A timeout that is too long for the clock is none.
        let Some(deadline) = Instant::now().checked_add(timeout) else {
            let result = self.submit(job);
            return result.map_err(|error| SubmitTimeoutError::Closed(error.0));
        };
        let shared = &*self.shared;
        let mut state = shared.state.lock().unwrap();
        while shared.is_full(&state) {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(SubmitTimeoutError::Timeout(job));
            }
            state.submitters += 1;
            (state, _) = shared.room_came.wait_timeout(state, left).unwrap();
            state.submitters -= 1;
        }
        shared.put(state, job).map_err(SubmitTimeoutError::Closed)
    }

    /// Takes no more jobs. Those accepted before are done; who waits for room is
    /// refused. Does not wait.
    pub fn close(&self) {
        // Also after a panic under the lock: the workers must end all the same.
        let state = self.shared.state.lock();
        let mut state = state.unwrap_or_else(PoisonError::into_inner);
        state.is_closed = true;
        drop(state);
        self.shared.job_came.notify_all();
        self.shared.room_came.notify_all();
    }
}

impl<J> Drop for BoundedPool<J> {
    fn drop(&mut self) {
        self.close();
        for worker in self.workers.drain(..) {
            // The work cannot panic here, and this may run because of a panic.
            let _ = worker.join();
        }
    }
}
