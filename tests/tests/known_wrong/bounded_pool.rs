//! A bounded pool as two exercises have it: `backpressure`, and `fast_pool`, which keeps
//! its promises. Each mounts it as its `subject`.

use lab::time::Duration;
use workloads::pool::{BuildError, SubmitError, SubmitTimeoutError, TrySubmitError};

pub struct BoundedPool<J>(Box<dyn Like<J> + Send + Sync>);

trait Like<J> {
    fn submit(&self, job: J) -> Result<(), SubmitError<J>>;
    fn try_submit(&self, job: J) -> Result<(), TrySubmitError<J>>;
    fn submit_timeout(
        &self,
        job: J,
        timeout: Duration,
    ) -> Result<(), SubmitTimeoutError<J>>;
    fn close(&self);
}

macro_rules! like {
    ($($it:ident)::+) => {
        impl<J: Send + 'static> Like<J> for $($it::)+BoundedPool<J> {
            fn submit(&self, job: J) -> Result<(), SubmitError<J>> {
                self.submit(job)
            }

            fn try_submit(&self, job: J) -> Result<(), TrySubmitError<J>> {
                self.try_submit(job)
            }

            fn submit_timeout(
                &self,
                job: J,
                timeout: Duration,
            ) -> Result<(), SubmitTimeoutError<J>> {
                self.submit_timeout(job, timeout)
            }

            fn close(&self) {
                self.close();
            }
        }
    };
}
each!(like);

impl<J: Send + 'static> BoundedPool<J> {
    pub fn start<W>(
        workers: usize,
        queue: usize,
        work: W,
    ) -> Result<BoundedPool<J>, BuildError>
    where
        W: Fn(J) + Send + Sync + 'static,
    {
        // Boxed: each solution is compiled once for all rules.
        let work: Box<dyn Fn(J) + Send + Sync> = Box::new(work);
        selected!(it => {
            let pool = it::BoundedPool::start(workers, queue, work)?;
            Ok(BoundedPool(Box::new(pool)))
        })
    }
}

impl<J> BoundedPool<J> {
    pub fn submit(&self, job: J) -> Result<(), SubmitError<J>> {
        self.0.submit(job)
    }

    pub fn try_submit(&self, job: J) -> Result<(), TrySubmitError<J>> {
        self.0.try_submit(job)
    }

    pub fn submit_timeout(
        &self,
        job: J,
        timeout: Duration,
    ) -> Result<(), SubmitTimeoutError<J>> {
        self.0.submit_timeout(job, timeout)
    }

    pub fn close(&self) {
        self.0.close();
    }
}
