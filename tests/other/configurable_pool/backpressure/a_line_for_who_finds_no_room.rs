//! Right, and built otherwise: who finds no room leaves the job in a line, from which a
//! worker moves it into the queue; so room goes to the one who has waited longest.

use std::collections::VecDeque;

use lab::sync::{Arc, Condvar, Mutex};
use lab::thread;
use lab::time::{Duration, Instant};
use workloads::pool::{BuildError, SubmitError, SubmitTimeoutError, TrySubmitError};

pub struct BoundedPool<J> {
    shared: Arc<Shared<J>>,
    workers: Vec<thread::JoinHandle<()>>,
}

struct Shared<J> {
    state: Mutex<State<J>>,
    size: usize,
    job_came: Condvar,
}

struct State<J> {
    waiting: VecDeque<J>,
    /// Jobs without room, with their numbers and what wakes those who brought them.
    line: VecDeque<(u64, J, Arc<Condvar>)>,
    tickets: u64,
    is_closed: bool,
}

/// Why a job is not in the queue.
enum Refused<J> {
    Late(J),
    Closed(J),
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
                line: VecDeque::new(),
                tickets: 0,
                is_closed: false,
            }),
            size: queue.max(1),
            job_came: Condvar::new(),
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
    pub fn submit(&self, job: J) -> Result<(), SubmitError<J>> {
        self.put(job, None).map_err(|refused| match refused {
            Refused::Closed(job) => SubmitError(job),
            Refused::Late(_) => unreachable!("there is no deadline"),
        })
    }

    pub fn try_submit(&self, job: J) -> Result<(), TrySubmitError<J>> {
        let now = Some(Instant::now());
        self.put(job, now).map_err(|refused| match refused {
            Refused::Closed(job) => TrySubmitError::Closed(job),
            Refused::Late(job) => TrySubmitError::Full(job),
        })
    }

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
        let mut state = self.shared.state.lock().unwrap();
        if state.is_closed {
            return Err(Refused::Closed(job));
        }
        if state.waiting.len() < self.shared.size {
            state.waiting.push_back(job);
            self.shared.job_came.notify_one();
            return Ok(());
        }
        state.tickets += 1;
        let ticket = state.tickets;
        let moved = Arc::new(Condvar::new());
        state.line.push_back((ticket, job, Arc::clone(&moved)));
        loop {
            let left =
                deadline.map(|at| at.saturating_duration_since(Instant::now()));
            let is_late = left.is_some_and(|left| left.is_zero());
            let place = state.line.iter().position(|(number, ..)| *number == ticket);
            let Some(place) = place else {
                return Ok(());
            };
            if is_late || state.is_closed {
                let (_, job, _) = state.line.remove(place).expect("it is there");
                return Err(match state.is_closed {
                    true => Refused::Closed(job),
                    false => Refused::Late(job),
                });
            }
            state = match left {
                Some(left) => moved.wait_timeout(state, left).unwrap().0,
                None => moved.wait(state).unwrap(),
            };
        }
    }

    pub fn close(&self) {
        let mut state = self.shared.state.lock().unwrap();
        state.is_closed = true;
        for (_, _, moved) in &state.line {
            moved.notify_one();
        }
        self.shared.job_came.notify_all();
    }
}

impl<J> Shared<J> {
    fn take(&self) -> Option<J> {
        let state = self.state.lock().unwrap();
        let mut state = self
            .job_came
            .wait_while(state, |s| s.waiting.is_empty() && !s.is_closed)
            .unwrap();
        let job = state.waiting.pop_front()?;
        if !state.is_closed
            && let Some((_, next, moved)) = state.line.pop_front()
        {
            state.waiting.push_back(next);
            moved.notify_one();
            self.job_came.notify_one();
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
