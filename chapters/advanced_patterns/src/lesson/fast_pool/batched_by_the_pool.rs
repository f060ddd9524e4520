//! Batched by the pool: `submit` takes one job, as before, and a worker that comes
//! takes several.
//!
//! Nobody collects jobs until a batch is full. They gather by themselves while the
//! workers are busy: the more there are, the more a worker takes along. So a batch is
//! large when there is much to do, and a single job does not wait for company. A
//! submitter pays for a lock that it nearly always finds free, and in its own cache.

use std::collections::VecDeque;

use lab::sync::{Arc, Condvar, Mutex};
use lab::thread::{self, JoinHandle};

/// Jobs that a worker takes along at most.
const BATCH: usize = 256;

/// Workers, and a queue from which each takes several jobs.
pub struct Pool<J> {
    shared: Arc<Shared<J>>,
    workers: Vec<JoinHandle<()>>,
}

struct Shared<J> {
    inbox: Mutex<Inbox<J>>,
    job_came: Condvar,
    room_came: Condvar,
    queue: usize,
    workers: usize,
}

struct Inbox<J> {
    jobs: VecDeque<J>,
    is_open: bool,
    /// How many workers wait for `job_came`.
    sleepers: usize,
}

impl<J: Send + 'static> Pool<J> {
    /// Starts `workers` threads, for which up to `queue` jobs may wait.
    pub fn start<W>(workers: usize, queue: usize, work: W) -> Pool<J>
    where
        W: Fn(J) + Send + Sync + 'static,
    {
        let inbox = Inbox {
            jobs: VecDeque::with_capacity(queue),
            is_open: true,
            sleepers: 0,
        };
        let shared = Arc::new(Shared {
            inbox: Mutex::new(inbox),
            job_came: Condvar::new(),
            room_came: Condvar::new(),
            queue,
            workers,
        });
        let work = Arc::new(work);
        let worker = |_| {
            let (shared, work) = (Arc::clone(&shared), Arc::clone(&work));
            thread::spawn(move || {
                let mut batch = Vec::new();
                while shared.take(&mut batch) {
                    for job in batch.drain(..) {
                        work(job);
                    }
                }
            })
        };
        Pool {
            workers: (0..workers).map(worker).collect(),
            shared,
        }
    }

    // ANCHOR: submit
    /// Hands in a job, waiting while the queue is full.
    pub fn submit(&self, job: J) {
        let shared = &*self.shared;
        let inbox = shared.inbox.lock().unwrap();
        let is_full = |inbox: &mut Inbox<J>| inbox.jobs.len() >= shared.queue;
        let mut inbox = shared.room_came.wait_while(inbox, is_full).unwrap();
        inbox.jobs.push_back(job);
        if inbox.sleepers > 0 {
            shared.job_came.notify_one();
        }
    }
    // ANCHOR_END: submit

    /// Waits until every job is done.
    pub fn finish(self) {
        self.shared.inbox.lock().unwrap().is_open = false;
        self.shared.job_came.notify_all();
        for worker in self.workers {
            worker.join().expect("the workers do not panic");
        }
    }
}

impl<J> Shared<J> {
    // ANCHOR: take
    /// Takes a fair share of half of the jobs, so that some is left for the others;
    /// waits while there is none. False when the pool is finished.
    fn take(&self, batch: &mut Vec<J>) -> bool {
        let mut inbox = self.inbox.lock().unwrap();
        while inbox.jobs.is_empty() && inbox.is_open {
            inbox.sleepers += 1;
            inbox = self.job_came.wait(inbox).unwrap();
            inbox.sleepers -= 1;
        }
        let was_full = inbox.jobs.len() >= self.queue;
        let share = inbox.jobs.len().div_ceil(2 * self.workers).min(BATCH);
        batch.extend(inbox.jobs.drain(..share));
        if was_full {
            self.room_came.notify_all();
        }
        share > 0
    }
    // ANCHOR_END: take
}
