//! Who wants room draws a number, and all look when something changes.
use std::collections::{BTreeSet, VecDeque};

use lab::sync::{Arc, Condvar, Mutex, MutexGuard};
use lab::thread;
use lab::time::{Duration, Instant};
use workloads::pool::{BuildError, SubmitError, SubmitTimeoutError, TrySubmitError};

/// Workers and a queue that never holds more jobs than it was made for.
pub struct BoundedPool<J> {
    office: Arc<Office<J>>,
    workers: Vec<thread::JoinHandle<()>>,
}

struct Office<J> {
    hall: Mutex<Hall<J>>,
    workers_bell: Condvar,
    doors_bell: Condvar,
    size: usize,
}

struct Hall<J> {
    jobs: VecDeque<J>,
    outside: BTreeSet<u64>,
    next: u64,
    open: bool,
}

enum Refused {
    Closed,
    Late,
}

impl<J: Send + 'static> BoundedPool<J> {
    /// Starts the workers.
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
        let office = Arc::new(Office {
            hall: Mutex::new(Hall {
                jobs: VecDeque::new(),
                outside: BTreeSet::new(),
                next: 0,
                open: true,
            }),
            workers_bell: Condvar::new(),
            doors_bell: Condvar::new(),
            size: queue.max(1),
        });
        let work = Arc::new(work);
        let mut pool = BoundedPool {
            office,
            workers: Vec::new(),
        };
        for number in 1..=workers {
            let (office, work) = (Arc::clone(&pool.office), Arc::clone(&work));
            let worker = thread::Builder::new()
                .name(format!("worker {number}"))
                .spawn(move || office.serve(&*work))
                .map_err(BuildError::Spawn)?;
            pool.workers.push(worker);
        }
        Ok(pool)
    }
}

impl<J> Office<J> {
    fn serve(&self, work: &impl Fn(J)) {
        loop {
            let mut hall = self.hall.lock().unwrap();
            let job = loop {
                if let Some(job) = hall.jobs.pop_front() {
                    break job;
                }
                if !hall.open {
                    return;
                }
                hall = self.workers_bell.wait(hall).unwrap();
            };
            drop(hall);
            self.doors_bell.notify_all();
            work(job);
        }
    }

    fn enter(
        &self,
        until: Option<Instant>,
    ) -> Result<MutexGuard<'_, Hall<J>>, Refused> {
        let mut hall = self.hall.lock().unwrap();
        let number = hall.next;
        hall.next += 1;
        hall.outside.insert(number);
        let refused = loop {
            if !hall.open {
                break Refused::Closed;
            }
            let room = self.size - hall.jobs.len();
            if hall.outside.range(..number).count() < room {
                hall.outside.remove(&number);
                return Ok(hall);
            }
            hall = match until {
                None => self.doors_bell.wait(hall).unwrap(),
                Some(until) => {
                    let left = until.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        break Refused::Late;
                    }
                    self.doors_bell.wait_timeout(hall, left).unwrap().0
                }
            };
        };
        hall.outside.remove(&number);
        drop(hall);
        self.doors_bell.notify_all();
        Err(refused)
    }
}

impl<J> BoundedPool<J> {
    /// Waits while the queue is full.
    pub fn submit(&self, job: J) -> Result<(), SubmitError<J>> {
        match self.office.enter(None) {
            Ok(mut hall) => {
                hall.jobs.push_back(job);
                self.office.workers_bell.notify_one();
                Ok(())
            }
            Err(_) => Err(SubmitError(job)),
        }
    }

    /// Never waits.
    pub fn try_submit(&self, job: J) -> Result<(), TrySubmitError<J>> {
        let mut hall = self.office.hall.lock().unwrap();
        if !hall.open {
            Err(TrySubmitError::Closed(job))
        } else if hall.jobs.len() == self.office.size {
            Err(TrySubmitError::Full(job))
        } else {
            hall.jobs.push_back(job);
            self.office.workers_bell.notify_one();
            Ok(())
        }
    }

    /// Waits for at most `timeout`.
    pub fn submit_timeout(
        &self,
        job: J,
        timeout: Duration,
    ) -> Result<(), SubmitTimeoutError<J>> {
        match self.office.enter(Instant::now().checked_add(timeout)) {
            Ok(mut hall) => {
                hall.jobs.push_back(job);
                self.office.workers_bell.notify_one();
                Ok(())
            }
            Err(Refused::Closed) => Err(SubmitTimeoutError::Closed(job)),
            Err(Refused::Late) => Err(SubmitTimeoutError::Timeout(job)),
        }
    }

    /// Takes no more jobs.
    pub fn close(&self) {
        self.office.hall.lock().unwrap().open = false;
        self.office.workers_bell.notify_all();
        self.office.doors_bell.notify_all();
    }
}

impl<J> Drop for BoundedPool<J> {
    fn drop(&mut self) {
        self.close();
        for worker in self.workers.drain(..) {
            let _ = worker.join();
        }
    }
}
