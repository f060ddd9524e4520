//! Batched by the caller: a message is many jobs.
//!
//! The way through the channel is paid once a batch. But now it is the caller who must
//! know how many jobs make a batch, and when the last one has come; and what was
//! put in one batch is done by one worker, also if another has nothing to do.

use lab::channel::{Sender, bounded};
use lab::sync::Arc;
use lab::thread::{self, JoinHandle};

/// Workers, and a channel of batches.
pub struct Pool<J> {
    jobs: Sender<Vec<J>>,
    workers: Vec<JoinHandle<()>>,
}

impl<J: Send + 'static> Pool<J> {
    /// Starts `workers` threads, for which up to `queue` batches may wait.
    pub fn start<W>(workers: usize, queue: usize, work: W) -> Pool<J>
    where
        W: Fn(J) + Send + Sync + 'static,
    {
        let (jobs_tx, jobs_rx) = bounded::<Vec<J>>(queue);
        let work = Arc::new(work);
        let worker = |_| {
            let (jobs, work) = (jobs_rx.clone(), Arc::clone(&work));
            thread::spawn(move || {
                for batch in jobs {
                    for job in batch {
                        work(job);
                    }
                }
            })
        };
        Pool {
            workers: (0..workers).map(worker).collect(),
            jobs: jobs_tx,
        }
    }

    /// Hands in a batch of jobs, waiting while the queue is full.
    pub fn submit(&self, batch: Vec<J>) {
        self.jobs.send(batch).expect("the workers do not panic");
    }

    /// Waits until every job is done.
    pub fn finish(self) {
        drop(self.jobs);
        for worker in self.workers {
            worker.join().expect("the workers do not panic");
        }
    }
}
