//! Right, and built otherwise: the queue is a bounded channel. Who waits for room also
//! waits for a second channel, which `close` closes.

use lab::channel::{self, Receiver, Sender, TrySendError, select};
use lab::sync::{Arc, Mutex};
use lab::thread;
use lab::time::Duration;
use workloads::pool::{BuildError, SubmitError, SubmitTimeoutError, TrySubmitError};

pub struct BoundedPool<J> {
    /// `None` once the pool is closed.
    door: Mutex<Option<Door<J>>>,
    closed: Receiver<()>,
    workers: Vec<thread::JoinHandle<()>>,
}

struct Door<J> {
    jobs: Sender<J>,
    /// Nothing is ever sent: its end is the message.
    _open: Sender<()>,
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
        // A bounded channel has all its places from the beginning. No machine has memory
        // for so many jobs that the other one would be too large.
        let (jobs, waiting) = match queue {
            0..1_000_000 => channel::bounded(queue.max(1)),
            _ => channel::unbounded(),
        };
        let (_open, closed) = channel::bounded(0);
        let work = Arc::new(work);
        let mut pool = BoundedPool {
            door: Mutex::new(Some(Door { jobs, _open })),
            closed,
            workers: Vec::new(),
        };
        for number in 1..=workers {
            let (waiting, work) = (waiting.clone(), Arc::clone(&work));
            let worker = thread::Builder::new()
                .name(format!("worker {number}"))
                .spawn(move || waiting.iter().for_each(|job| work(job)))
                .map_err(BuildError::Spawn)?;
            pool.workers.push(worker);
        }
        Ok(pool)
    }
}

impl<J> BoundedPool<J> {
    /// As long as somebody holds this, the workers do not end.
    fn jobs(&self) -> Option<Sender<J>> {
        let door = self.door.lock().unwrap();
        door.as_ref().map(|door| door.jobs.clone())
    }

    pub fn submit(&self, job: J) -> Result<(), SubmitError<J>> {
        let Some(jobs) = self.jobs() else {
            return Err(SubmitError(job));
        };
        select! {
            send(jobs, job) -> sent => sent.map_err(|error| SubmitError(error.0)),
            recv(self.closed) -> _ => Err(SubmitError(job)),
        }
    }

    pub fn try_submit(&self, job: J) -> Result<(), TrySubmitError<J>> {
        let Some(jobs) = self.jobs() else {
            return Err(TrySubmitError::Closed(job));
        };
        jobs.try_send(job).map_err(|error| match error {
            TrySendError::Full(job) => TrySubmitError::Full(job),
            TrySendError::Disconnected(job) => TrySubmitError::Closed(job),
        })
    }

    pub fn submit_timeout(
        &self,
        job: J,
        timeout: Duration,
    ) -> Result<(), SubmitTimeoutError<J>> {
        let Some(jobs) = self.jobs() else {
            return Err(SubmitTimeoutError::Closed(job));
        };
        select! {
            send(jobs, job) -> sent => {
                sent.map_err(|error| SubmitTimeoutError::Closed(error.0))
            }
            recv(self.closed) -> _ => Err(SubmitTimeoutError::Closed(job)),
            default(timeout) => Err(SubmitTimeoutError::Timeout(job)),
        }
    }

    pub fn close(&self) {
        self.door.lock().unwrap().take();
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
