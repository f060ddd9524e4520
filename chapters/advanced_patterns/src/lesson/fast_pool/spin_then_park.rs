//! Spin, then park: who has nothing to do waits a few microseconds before it sleeps.
//!
//! To put a thread to sleep and to wake it takes the system some microseconds, on both
//! sides. Jobs that come one by one, each after the outcome of the last, would pay for
//! it each time. So a worker first looks whether there is something, in longer and
//! longer intervals; it looks at a number next to the lock and not at the lock, so as
//! not to be in the submitter's way. The same patience makes batches larger: a worker
//! that is quicker than the submitter lets some jobs gather. And who finds the queue
//! full lets the workers go first.

use std::collections::VecDeque;

use lab::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use lab::sync::{Arc, Condvar, Mutex};
use lab::thread::{self, JoinHandle};
use lab::utils::Backoff;

/// Jobs that a worker takes along at most.
const BATCH: usize = 256;

/// Workers, and a queue from which each takes several jobs.
pub struct Pool<J> {
    shared: Arc<Shared<J>>,
    workers: Vec<JoinHandle<()>>,
}

struct Shared<J> {
    inbox: Mutex<Inbox<J>>,
    /// How many jobs are in the inbox: a hint for those who do not hold its lock.
    waiting: AtomicUsize,
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
            waiting: AtomicUsize::new(0),
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

    /// Hands in a job, waiting while the queue is full.
    pub fn submit(&self, job: J) {
        let shared = &*self.shared;
        shared.let_workers_go_first();
        let inbox = shared.inbox.lock().unwrap();
        let is_full = |inbox: &mut Inbox<J>| inbox.jobs.len() >= shared.queue;
        let mut inbox = shared.room_came.wait_while(inbox, is_full).unwrap();
        inbox.jobs.push_back(job);
        shared.waiting.store(inbox.jobs.len(), Relaxed);
        if inbox.sleepers > 0 {
            shared.job_came.notify_one();
        }
    }

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
    /// Takes a fair share of half of the jobs, so that some is left for the others;
    /// waits while there is none. False when the pool is finished.
    fn take(&self, batch: &mut Vec<J>) -> bool {
        self.let_jobs_come();
        let mut inbox = self.inbox.lock().unwrap();
        while inbox.jobs.is_empty() && inbox.is_open {
            inbox.sleepers += 1;
            inbox = self.job_came.wait(inbox).unwrap();
            inbox.sleepers -= 1;
        }
        let was_full = inbox.jobs.len() >= self.queue;
        let share = inbox.jobs.len().div_ceil(2 * self.workers).min(BATCH);
        batch.extend(inbox.jobs.drain(..share));
        self.waiting.store(inbox.jobs.len(), Relaxed);
        if was_full {
            self.room_came.notify_all();
        }
        share > 0
    }

    // ANCHOR: spin
    /// Waits a moment while there is no job, or while there are a few and perhaps more
    /// to come. A single one is not kept waiting.
    fn let_jobs_come(&self) {
        let backoff = Backoff::new();
        let is_little = |waiting| waiting != 1 && waiting < BATCH.min(self.queue);
        while is_little(self.waiting.load(Relaxed)) && !backoff.is_completed() {
            backoff.snooze();
        }
    }
    // ANCHOR_END: spin

    /// Waits a moment while the queue is full.
    fn let_workers_go_first(&self) {
        let backoff = Backoff::new();
        let is_full = || self.waiting.load(Relaxed) >= self.queue;
        while is_full() && !backoff.is_completed() {
            backoff.snooze();
        }
    }
}
