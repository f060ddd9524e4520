//! Wrong: remembers that somebody waits for room, and not how many do.

use std::collections::VecDeque;

use lab::sync::{Arc, Condvar, Mutex};
use lab::thread;
use lab::time::{Duration, Instant};
use workloads::pool::{BuildError, SubmitError, SubmitTimeoutError, TrySubmitError};

/// Workers and a queue that never holds more jobs than it was made for.
///
/// Any number of threads may submit and close, all at the same time. Dropping the
/// pool closes it and waits until all accepted jobs are done and all workers have
/// ended.
pub struct BoundedPool<J> {
    shared: Arc<Shared<J>>,
    workers: Vec<thread::JoinHandle<()>>,
}

/// What workers and submitters share.
struct Shared<J> {
    state: Mutex<State<J>>,
    /// How many jobs `waiting` may hold.
    size: usize,
    /// Notified whenever a job has come, and on closing. Workers wait for it.
    job_came: Condvar,
    /// Notified whenever a job has been taken, and on closing. Those who submit
    /// wait for it.
    room_came: Condvar,
}

struct State<J> {
    /// The oldest job is in front.
    waiting: VecDeque<J>,
    is_closed: bool,
    waiters: usize,
}

impl<J: Send + 'static> BoundedPool<J> {
    /// Starts `workers` threads that do `work` with one job after the other, the
    /// oldest first. Up to `queue` jobs wait for a worker; 0 counts as 1. The work
    /// must not panic: that is what the next exercise is about.
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
                is_closed: false,
                waiters: 0,
            }),
            size: queue.max(1),
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
                .spawn(move || {
                    while let Some(job) = shared.take() {
                        work(job);
                    }
                })
                .map_err(BuildError::Spawn)?;
            pool.workers.push(worker);
        }
        Ok(pool)
    }
}

impl<J> BoundedPool<J> {
    /// Puts a job in the queue, waiting while the queue is full.
    ///
    /// # Errors
    ///
    /// The job, when the pool is closed, or when it is closed during the wait.
    pub fn submit(&self, job: J) -> Result<(), SubmitError<J>> {
        let mut state = self.shared.state.lock().unwrap();
        loop {
            if state.is_closed {
                return Err(SubmitError(job));
            }
            if state.waiting.len() < self.shared.size {
                break;
            }
            state.waiters = 1;
            state = self.shared.room_came.wait(state).unwrap();
        }
        state.waiting.push_back(job);
        self.shared.job_came.notify_one();
        Ok(())
    }

    /// Puts a job in the queue if there is room, and never waits.
    ///
    /// # Errors
    ///
    /// The job: [`TrySubmitError::Closed`] when the pool is closed, full or not;
    /// otherwise [`TrySubmitError::Full`] when the queue is full.
    pub fn try_submit(&self, job: J) -> Result<(), TrySubmitError<J>> {
        let mut state = self.shared.state.lock().unwrap();
        if state.is_closed {
            return Err(TrySubmitError::Closed(job));
        }
        if state.waiting.len() >= self.shared.size {
            return Err(TrySubmitError::Full(job));
        }
        state.waiting.push_back(job);
        self.shared.job_came.notify_one();
        Ok(())
    }

    /// Puts a job in the queue, waiting for at most `timeout` while the queue is
    /// full. The time is counted from the call, however often the thread wakes
    /// up; a timeout that is too long for the clock is none.
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
        let Some(deadline) = Instant::now().checked_add(timeout) else {
            return self
                .submit(job)
                .map_err(|SubmitError(job)| SubmitTimeoutError::Closed(job));
        };
        let mut state = self.shared.state.lock().unwrap();
        loop {
            if state.is_closed {
                return Err(SubmitTimeoutError::Closed(job));
            }
            if state.waiting.len() < self.shared.size {
                break;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(SubmitTimeoutError::Timeout(job));
            }
            state.waiters = 1;
            state = self.shared.room_came.wait_timeout(state, left).unwrap().0;
        }
        state.waiting.push_back(job);
        self.shared.job_came.notify_one();
        Ok(())
    }

    /// Takes no more jobs. Those accepted before are done; who waits for room is
    /// refused. Does not wait.
    pub fn close(&self) {
        self.shared.state.lock().unwrap().is_closed = true;
        self.shared.job_came.notify_all();
        self.shared.room_came.notify_all();
    }
}

impl<J> Shared<J> {
    /// Takes the oldest job, waiting while there is none. `None` once the pool is
    /// closed and every job has been taken.
    fn take(&self) -> Option<J> {
        let state = self.state.lock().unwrap();
        let mut state = self
            .job_came
            .wait_while(state, |s| s.waiting.is_empty() && !s.is_closed)
            .unwrap();
        let job = state.waiting.pop_front()?;
        if state.waiters > 0 {
            state.waiters = 0;
            self.room_came.notify_one();
        }
        Some(job)
    }
}

impl<J> Drop for BoundedPool<J> {
    fn drop(&mut self) {
        self.close();
        for worker in self.workers.drain(..) {
            // A panic of the work has been told; this may run because of another.
            let _ = worker.join();
        }
    }
}
