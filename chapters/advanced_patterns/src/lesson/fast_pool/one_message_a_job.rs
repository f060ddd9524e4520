//! One message a job: each job goes through the channel by itself.
//!
//! Two threads that use a channel hand each other its cache lines. Each time that
//! takes as long as hundreds of instructions, and here it is paid for each job.

use lab::channel::{Sender, bounded};
use lab::sync::Arc;
use lab::thread::{self, JoinHandle};

/// Workers, and a channel of jobs.
pub struct Pool<J> {
    jobs: Sender<J>,
    workers: Vec<JoinHandle<()>>,
}

impl<J: Send + 'static> Pool<J> {
    /// Starts `workers` threads, for which up to `queue` jobs may wait.
    pub fn start<W>(workers: usize, queue: usize, work: W) -> Pool<J>
    where
        W: Fn(J) + Send + Sync + 'static,
    {
        let (jobs_tx, jobs_rx) = bounded::<J>(queue);
        let work = Arc::new(work);
        let worker = |_| {
            let (jobs, work) = (jobs_rx.clone(), Arc::clone(&work));
            thread::spawn(move || {
                for job in jobs {
                    work(job);
                }
            })
        };
        Pool {
            workers: (0..workers).map(worker).collect(),
            jobs: jobs_tx,
        }
    }

    // ANCHOR: submit
    /// Hands in a job, waiting while the queue is full.
    pub fn submit(&self, job: J) {
        self.jobs.send(job).expect("the workers do not panic");
    }
    // ANCHOR_END: submit

    /// Waits until every job is done.
    pub fn finish(self) {
        drop(self.jobs);
        for worker in self.workers {
            worker.join().expect("the workers do not panic");
        }
    }
}
