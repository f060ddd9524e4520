//! `cargo run -p configurable_pool_solution -- NAME`: the exercises of chapter 4,
//! solved.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use configurable_pool_solution::exercises::backpressure::BoundedPool;
use configurable_pool_solution::exercises::cancel_and_panic::{
    CancellablePool, Ticket,
};
use configurable_pool_solution::exercises::worker_pool::WorkerPool;
use lab::cli::{self, Common};
use workloads::flags::configurable_pool::Flags;
use workloads::pool::{self, Job};

/// Chapter 4: a type worth reusing. The exercises, solved.
#[derive(Parser)]
#[command(name = "configurable_pool_solution")]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    flags: Flags,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
#[command(rename_all = "snake_case")]
enum What {
    /// Exercise: a pool to take home, shared by many threads
    WorkerPool,
    /// Exercise: what to do with a job when the queue is full
    Backpressure,
    /// Exercise: jobs that panic, and a pool that is cancelled
    CancelAndPanic,
}

fn main() -> ExitCode {
    let Cli {
        common,
        flags,
        what,
    } = cli::parse();
    let (workers, jobs) = (flags.workers, flags.jobs);
    match what {
        What::WorkerPool => common.run(|| {
            let pool = WorkerPool::builder()
                .workers(workers)
                .queue(flags.queue(10))
                .name(&flags.thread_name)
                .build(Job::perform)
                .expect("the workers start");
            pool::show_worker_pool(
                jobs,
                pool,
                WorkerPool::submit,
                WorkerPool::next_outcome,
                WorkerPool::shutdown,
            )
        }),
        What::Backpressure => common.run(|| {
            let work = |job: Job| {
                job.perform();
            };
            let pool = BoundedPool::start(workers, flags.queue(2), work)
                .expect("the workers start");
            pool::show_backpressure(
                jobs,
                pool,
                BoundedPool::try_submit,
                BoundedPool::submit_timeout,
            )
        }),
        What::CancelAndPanic => common.run(|| {
            let pool = CancellablePool::start(workers, Job::perform_or_panic)
                .expect("the workers start");
            pool::show_cancel(
                jobs,
                pool,
                CancellablePool::submit,
                CancellablePool::cancel,
                Ticket::wait,
            )
        }),
    }
}
