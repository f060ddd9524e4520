//! Wrong: who has waited for room does not count itself out.

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};

use lab::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use lab::thread;
use lab::time::{Duration, Instant};
use workloads::pool::{BuildError, SubmitError, SubmitTimeoutError, TrySubmitError};

const BATCH: usize = 256;

pub struct BoundedPool<J> {
    shared: Arc<Shared<J>>,
    workers: Vec<thread::JoinHandle<()>>,
}

struct Shared<J> {
    state: Mutex<State<J>>,
    size: usize,
    workers: usize,
    job_came: Condvar,
    room_came: Condvar,
}

struct State<J> {
    waiting: VecDeque<J>,
    sleepers: usize,
    submitters: usize,
    is_closed: bool,
}

impl<J: Send + 'static> BoundedPool<J> {
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
    fn serve(&self, work: &impl Fn(J)) {
        let mut batch = VecDeque::new();
        while self.take(&mut batch) {
            for job in batch.drain(..) {
                // Caught for each job: the others of the batch are not to blame.
                let _ = panic::catch_unwind(AssertUnwindSafe(|| work(job)));
            }
        }
    }

    fn take(&self, batch: &mut VecDeque<J>) -> bool {
        let mut state = self.state.lock().unwrap();
        while state.waiting.is_empty() && !state.is_closed {
            state.sleepers += 1;
            state = self.job_came.wait(state).unwrap();
            state.sleepers -= 1;
        }
        let share = state.waiting.len() / (2 * self.workers);
        let count = share.clamp(1, BATCH).min(state.waiting.len());
        batch.extend(state.waiting.drain(..count));
        if state.submitters > 0 {
            self.room_came.notify_all();
        }
        count > 0
    }

    fn put(&self, mut state: MutexGuard<'_, State<J>>, job: J) -> Result<(), J> {
        if state.is_closed {
            return Err(job);
        }
        state.waiting.push_back(job);
        if state.sleepers > 0 {
            self.job_came.notify_one();
        }
        Ok(())
    }

    fn is_full(&self, state: &State<J>) -> bool {
        state.waiting.len() >= self.size && !state.is_closed
    }
}

impl<J> BoundedPool<J> {
    pub fn submit(&self, job: J) -> Result<(), SubmitError<J>> {
        let shared = &*self.shared;
        let mut state = shared.state.lock().unwrap();
        while shared.is_full(&state) {
            state.submitters += 1;
            state = shared.room_came.wait(state).unwrap();
        }
        shared.put(state, job).map_err(SubmitError)
    }

    pub fn try_submit(&self, job: J) -> Result<(), TrySubmitError<J>> {
        let state = self.shared.state.lock().unwrap();
        if self.shared.is_full(&state) {
            return Err(TrySubmitError::Full(job));
        }
        self.shared.put(state, job).map_err(TrySubmitError::Closed)
    }

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
