//! `cargo run -p configurable_pool_solution -- NAME`: the exercises of chapter 4, solved.

use std::process::ExitCode;

use cli::Program;
use cli::flags::configurable_pool::Flags;
use configurable_pool_solution::exercises::backpressure::BoundedPool;
use configurable_pool_solution::exercises::cancel_and_panic::{
    CancellablePool, Ticket,
};
use configurable_pool_solution::exercises::worker_pool::WorkerPool;
use workloads::pool::{self, Job};

fn main() -> ExitCode {
    Program::<Flags>::new(
        "configurable_pool_solution",
        "Chapter 4: a type worth reusing. The exercises, solved",
    )
    .command(
        "worker_pool",
        "Exercise: a pool to take home, shared by many threads",
        |common, flags| {
            common.run(|| {
                let pool = WorkerPool::builder()
                    .workers(flags.workers)
                    .queue(flags.queue(10))
                    .name(&flags.thread_name)
                    .build(Job::perform)
                    .expect("the workers start");
                pool::show_worker_pool(
                    flags.jobs,
                    pool,
                    WorkerPool::submit,
                    WorkerPool::next_outcome,
                    WorkerPool::shutdown,
                )
            })
        },
    )
    .command(
        "backpressure",
        "Exercise: what to do with a job when the queue is full",
        |common, flags| {
            common.run(|| {
                let work = |job: Job| {
                    job.perform();
                };
                let pool = BoundedPool::start(flags.workers, flags.queue(2), work)
                    .expect("the workers start");
                pool::show_backpressure(
                    flags.jobs,
                    pool,
                    BoundedPool::try_submit,
                    BoundedPool::submit_timeout,
                )
            })
        },
    )
    .command(
        "cancel_and_panic",
        "Exercise: jobs that panic, and a pool that is cancelled",
        |common, flags| {
            common.run(|| {
                let pool =
                    CancellablePool::start(flags.workers, Job::perform_or_panic)
                        .expect("the workers start");
                pool::show_cancel(
                    flags.jobs,
                    pool,
                    CancellablePool::submit,
                    CancellablePool::cancel,
                    Ticket::wait,
                )
            })
        },
    )
    .main()
}
