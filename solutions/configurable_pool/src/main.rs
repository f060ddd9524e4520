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
use workloads::pool::{self, Job};

/// Chapter 4: a type worth reusing. The exercises, solved.
#[derive(Parser)]
#[command(name = "configurable_pool_solution")]
struct Cli {
    #[command(flatten)]
    common: Common,
    /// Threads that work
    #[arg(long, global = true, value_name = "N", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true, default_value = "3")]
    workers: usize,
    /// Jobs that may wait [usually 10; backpressure: 2]
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true)]
    queue: Option<u32>,
    /// What the threads are called, before their number
    #[arg(long, global = true, value_name = "NAME", default_value = "worker")]
    thread_name: String,
    /// Jobs to do
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true, default_value = "8")]
    jobs: u32,
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
    let cli: Cli = cli::parse();
    let common = &cli.common;
    match cli.what {
        What::WorkerPool => common.run(|| {
            let pool = WorkerPool::builder()
                .workers(cli.workers)
                .queue(cli.queue.unwrap_or(10) as usize)
                .name(&cli.thread_name)
                .build(Job::perform)
                .expect("the workers start");
            pool::show_worker_pool(
                cli.jobs,
                pool,
                WorkerPool::submit,
                WorkerPool::next_outcome,
                WorkerPool::shutdown,
            )
        }),
        What::Backpressure => common.run(|| {
            let queue = cli.queue.unwrap_or(2) as usize;
            let pool = BoundedPool::start(cli.workers, queue, |job: Job| {
                job.perform();
            });
            pool::show_backpressure(
                cli.jobs,
                pool.expect("the workers start"),
                BoundedPool::try_submit,
                BoundedPool::submit_timeout,
            )
        }),
        What::CancelAndPanic => common.run(|| {
            let pool = CancellablePool::start(cli.workers, Job::perform_or_panic);
            pool::show_cancel(
                cli.jobs,
                pool.expect("the workers start"),
                CancellablePool::submit,
                CancellablePool::cancel,
                Ticket::wait,
            )
        }),
    }
}
