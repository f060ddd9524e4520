//! The pool of the lesson keeps the rules of chapter 4: those of the pool to take
//! home, those of the bounded queue, and those of the pool that can be cancelled. As it
//! is no exercise, an eighth of their schedules must do where learners run this, and
//! `.ci/run` has all of them.

use std::process::ExitCode;

use rules::{Rule, Subject, Suite};

#[path = "../../configurable_pool/tests/rules"]
mod worker_pool {
    use advanced_patterns::lesson::fast_pool::work_stealing as subject;
    #[path = "worker_pool/mod.rs"]
    pub mod rules;
}

#[path = "../../configurable_pool/tests/rules"]
mod backpressure {
    use super::bounded as subject;
    #[path = "backpressure/mod.rs"]
    pub mod rules;
}

#[path = "../../configurable_pool/tests/rules"]
mod cancel_and_panic {
    use super::cancellable as subject;
    #[path = "cancel_and_panic/mod.rs"]
    pub mod rules;
}

#[path = "rules/stealing.rs"]
mod stealing;

#[path = "rules/whole_pool.rs"]
mod whole_pool;

/// The pool, as the exercise `backpressure` calls it.
mod bounded {
    use std::time::Duration;

    use advanced_patterns::lesson::fast_pool::work_stealing::WorkerPool;
    use workloads::pool::{
        BuildError, SubmitError, SubmitTimeoutError, TrySubmitError,
    };

    pub struct BoundedPool<J>(WorkerPool<J, ()>);

    impl<J: Send + 'static> BoundedPool<J> {
        pub fn start<W>(
            workers: usize,
            queue: usize,
            work: W,
        ) -> Result<Self, BuildError>
        where
            W: Fn(J) + Send + Sync + 'static,
        {
            let pool = WorkerPool::builder().workers(workers).queue(queue.max(1));
            pool.build_without_outcomes(work).map(BoundedPool)
        }

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
            self.0.shutdown();
        }
    }
}

/// The pool, as the exercise `cancel_and_panic` calls it: outcomes go to tickets.
mod cancellable {
    use std::panic::{self, AssertUnwindSafe};

    use advanced_patterns::lesson::fast_pool::work_stealing::WorkerPool;
    use lab::channel::{self, Receiver, Sender};
    use workloads::pool::{BuildError, Outcome, SubmitError, panic_message};

    pub struct CancellablePool<J, R>(WorkerPool<Entry<J, R>, ()>);

    struct Entry<J, R> {
        job: J,
        reply: Sender<Outcome<R>>,
    }

    pub struct Ticket<R>(Receiver<Outcome<R>>);

    impl<R> Ticket<R> {
        pub fn wait(self) -> Outcome<R> {
            self.0.recv().unwrap_or(Outcome::Cancelled)
        }
    }

    impl<J: Send + 'static, R: Send + 'static> CancellablePool<J, R> {
        pub fn start<W>(workers: usize, work: W) -> Result<Self, BuildError>
        where
            W: Fn(J) -> R + Send + Sync + 'static,
        {
            let work = move |Entry { job, reply }: Entry<J, R>| {
                let done = panic::catch_unwind(AssertUnwindSafe(|| work(job)));
                let _ = reply.send(match done {
                    Ok(result) => Outcome::Done(result),
                    Err(panic) => Outcome::Panicked(panic_message(&*panic)),
                });
            };
            let pool = WorkerPool::builder().workers(workers).queue(1_000);
            pool.build_without_outcomes(work).map(CancellablePool)
        }

        pub fn submit(&self, job: J) -> Result<Ticket<R>, SubmitError<J>> {
            let (reply, ticket) = channel::bounded(1);
            match self.0.submit(Entry { job, reply }) {
                Ok(()) => Ok(Ticket(ticket)),
                Err(error) => Err(SubmitError(error.into_inner().job)),
            }
        }

        pub fn cancel(&self) -> Vec<J> {
            let job = |entry: Entry<J, R>| entry.job;
            // Their replies are dropped before the running jobs are waited for.
            let mut unstarted: Vec<J> = self.0.stop().into_iter().map(job).collect();
            unstarted.extend(self.0.cancel().into_iter().map(job));
            unstarted
        }
    }
}

fn main() -> ExitCode {
    let mut of_worker_pool = worker_pool::rules::rules();
    // The usual queue of this pool is longer, and its docs say so.
    let is_usual =
        |rule: &Rule| rule.name() == "the_defaults_are_4_workers_and_a_queue_of_16";
    of_worker_pool.retain(|rule| !is_usual(rule));
    rules::main(Suite {
        package: "advanced_patterns",
        target: "lesson",
        subjects: vec![
            Subject::variant("worker_pool", of_worker_pool),
            Subject::variant("backpressure", backpressure::rules::rules()),
            Subject::variant("cancel_and_panic", cancel_and_panic::rules::rules()),
            Subject::variant("stealing", stealing::rules()),
            Subject::variant("whole_pool", whole_pool::rules()),
        ],
    })
}
