//! Right, and built otherwise: no condition variables, but two lists of threads that are
//! parked, one of workers and one of those who wait for room.

use std::collections::VecDeque;

use lab::sync::{Arc, Mutex};
use lab::thread::{self, Thread};
use lab::time::{Duration, Instant};
use workloads::pool::{BuildError, SubmitError, SubmitTimeoutError, TrySubmitError};

pub struct BoundedPool<J> {
    shared: Arc<Shared<J>>,
    workers: Vec<thread::JoinHandle<()>>,
}

struct Shared<J> {
    state: Mutex<State<J>>,
    size: usize,
}

struct State<J> {
    waiting: VecDeque<J>,
    is_closed: bool,
    idle: VecDeque<Thread>,
    wait_for_room: VecDeque<Thread>,
}

enum Refused<J> {
    Closed(J),
    Late(J),
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
                is_closed: false,
                idle: VecDeque::new(),
                wait_for_room: VecDeque::new(),
            }),
            size: queue.max(1),
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
            Refused::Closed(job) | Refused::Late(job) => SubmitError(job),
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
        loop {
            // It woke up for some reason, and may still be in the list.
            leave(&mut state.wait_for_room);
            if state.is_closed {
                return Err(Refused::Closed(job));
            }
            if state.waiting.len() < self.shared.size {
                state.waiting.push_back(job);
                wake(&mut state.idle);
                return Ok(());
            }
            let left =
                deadline.map(|at| at.saturating_duration_since(Instant::now()));
            if left.is_some_and(|left| left.is_zero()) {
                return Err(Refused::Late(job));
            }
            state.wait_for_room.push_back(thread::current());
            drop(state);
            match left {
                Some(left) => thread::park_timeout(left),
                None => thread::park(),
            }
            state = self.shared.state.lock().unwrap();
        }
    }

    pub fn close(&self) {
        let mut state = self.shared.state.lock().unwrap();
        state.is_closed = true;
        while wake(&mut state.idle) || wake(&mut state.wait_for_room) {}
    }
}

impl<J> Shared<J> {
    fn take(&self) -> Option<J> {
        let mut state = self.state.lock().unwrap();
        loop {
            leave(&mut state.idle);
            if let Some(job) = state.waiting.pop_front() {
                wake(&mut state.wait_for_room);
                return Some(job);
            }
            if state.is_closed {
                return None;
            }
            state.idle.push_back(thread::current());
            drop(state);
            thread::park();
            state = self.state.lock().unwrap();
        }
    }
}

/// Wakes the first of the list, if there is one.
fn wake(list: &mut VecDeque<Thread>) -> bool {
    let first = list.pop_front();
    first.map(|thread| thread.unpark()).is_some()
}

fn leave(list: &mut VecDeque<Thread>) {
    let me = thread::current().id();
    list.retain(|thread| thread.id() != me);
}

impl<J> Drop for BoundedPool<J> {
    fn drop(&mut self) {
        self.close();
        for worker in self.workers.drain(..) {
            let _ = worker.join();
        }
    }
}
