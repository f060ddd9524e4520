//! Wrong: who waits for room stands in line, and who leaves the line wakes only one,
//! which need not be the next.

use std::collections::{BTreeSet, VecDeque};

use lab::sync::{Arc, Condvar, Mutex};
use lab::thread;
use lab::time::{Duration, Instant};
use workloads::pool::{BuildError, SubmitError, SubmitTimeoutError, TrySubmitError};

/// Workers and a queue that never holds more jobs than it was made for.
///
/// Any number of threads may submit and close, all at the same time. Dropping the
/// pool closes it and waits until all accepted jobs are done and all workers have
/// ended. Who has to wait sleeps: nobody asks again and again.
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
    /// The tickets of those who wait for room; the first is the next.
    line: BTreeSet<u64>,
    next_ticket: u64,
}

enum Refused<J> {
    Closed(J),
    Late(J),
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
                line: BTreeSet::new(),
                next_ticket: 0,
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
    /// Waits for room until it comes.
    pub fn submit(&self, job: J) -> Result<(), SubmitError<J>> {
        self.put(job, None).map_err(|refused| match refused {
            Refused::Closed(job) | Refused::Late(job) => SubmitError(job),
        })
    }

    /// Waits for nothing.
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

    /// Waits for room until the time is over.
    pub fn submit_timeout(
        &self,
        job: J,
        timeout: Duration,
    ) -> Result<(), SubmitTimeoutError<J>> {
        let deadline = Instant::now().checked_add(timeout);
        self.put(job, deadline).map_err(|refused| match refused {
            Refused::Closed(job) => SubmitTimeoutError::Closed(job),
            Refused::Late(job) => SubmitTimeoutError::Timeout(job),
        })
    }

    fn put(&self, job: J, deadline: Option<Instant>) -> Result<(), Refused<J>> {
        let shared = &*self.shared;
        let mut state = shared.state.lock().unwrap();
        let ticket = state.next_ticket;
        state.next_ticket += 1;
        state.line.insert(ticket);
        let result = loop {
            if state.is_closed {
                break Err(Refused::Closed(job));
            }
            let is_next = state.line.first() == Some(&ticket);
            if is_next && state.waiting.len() < shared.size {
                state.waiting.push_back(job);
                shared.job_came.notify_one();
                break Ok(());
            }
            let left =
                deadline.map(|at| at.saturating_duration_since(Instant::now()));
            state = match left {
                Some(left) if left.is_zero() => break Err(Refused::Late(job)),
                Some(left) => shared.room_came.wait_timeout(state, left).unwrap().0,
                None => shared.room_came.wait(state).unwrap(),
            };
        };
        state.line.remove(&ticket);
        // Wrong: the next in line may be another one.
        shared.room_came.notify_one();
        result
    }

    /// Takes no more jobs.
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
        self.room_came.notify_all();
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
