//! What the steps have in common: so much of them that one function drives all.

use std::time::Duration;

use super::{
    batched_by_the_caller, batched_by_the_pool, one_message_a_job, spin_then_park,
    work_stealing,
};

/// How long a job takes.
pub(super) type Job = Duration;

/// Jobs in a batch of the one caller who must batch them.
const BATCH: usize = 64;

/// A pool of one kind or the other.
pub(super) trait Step {
    const NAME: &str;

    fn start<W>(workers: usize, queue: usize, work: W) -> Self
    where
        W: Fn(Job) + Send + Sync + 'static;

    fn submit_all(&self, jobs: impl Iterator<Item = Job>);

    fn finish(self);
}

macro_rules! step {
    ($name:ident) => {
        impl Step for $name::Pool<Job> {
            const NAME: &str = stringify!($name);

            fn start<W>(workers: usize, queue: usize, work: W) -> Self
            where
                W: Fn(Job) + Send + Sync + 'static,
            {
                $name::Pool::start(workers, queue, work)
            }

            fn submit_all(&self, jobs: impl Iterator<Item = Job>) {
                for job in jobs {
                    self.submit(job);
                }
            }

            fn finish(self) {
                self.finish();
            }
        }
    };
}

step!(one_message_a_job);
step!(batched_by_the_pool);
step!(spin_then_park);

impl Step for batched_by_the_caller::Pool<Job> {
    const NAME: &str = "batched_by_the_caller";

    fn start<W>(workers: usize, queue: usize, work: W) -> Self
    where
        W: Fn(Job) + Send + Sync + 'static,
    {
        batched_by_the_caller::Pool::start(workers, queue / BATCH, work)
    }

    fn submit_all(&self, jobs: impl Iterator<Item = Job>) {
        let mut batch = Vec::new();
        for job in jobs {
            batch.push(job);
            if batch.len() == BATCH {
                self.submit(batch);
                batch = Vec::with_capacity(BATCH);
            }
        }
        if !batch.is_empty() {
            self.submit(batch);
        }
    }

    fn finish(self) {
        self.finish();
    }
}

impl Step for work_stealing::WorkerPool<Job, ()> {
    const NAME: &str = "work_stealing";

    fn start<W>(workers: usize, queue: usize, work: W) -> Self
    where
        W: Fn(Job) + Send + Sync + 'static,
    {
        let pool = work_stealing::WorkerPool::builder();
        pool.workers(workers)
            .queue(queue)
            .build_without_outcomes(work)
            .expect("there are workers")
    }

    fn submit_all(&self, jobs: impl Iterator<Item = Job>) {
        for job in jobs {
            self.submit(job).expect("the pool is open");
        }
    }

    fn finish(self) {
        drop(self);
    }
}
