//! `cargo run -p configurable_pool`: the lesson, the traps, and your exercises.

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use configurable_pool::exercises::backpressure::BoundedPool;
use configurable_pool::exercises::cancel_and_panic::{CancellablePool, Ticket};
use configurable_pool::exercises::worker_pool::WorkerPool;
use configurable_pool::{lesson, traps};
use lab::cli::{self, Common};
use workloads::flags::configurable_pool::Flags;
use workloads::pool::{self, Job};

/// Chapter 4: a type worth reusing. Without a command: the lesson.
#[derive(Parser)]
#[command(name = "configurable_pool")]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    flags: Flags,
    #[command(subcommand)]
    what: Option<What>,
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
    /// A program that is broken on purpose
    Trap { name: Trap },
}

#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Trap {
    /// Give the pool two seconds, then stop it
    StopAfterAWhile,
    /// The pool takes a job that nobody will do
    SubmitAfterStop,
    /// Nobody reads the results, so stop waits for ever
    FullResults,
}

fn main() -> ExitCode {
    let Cli {
        common,
        flags,
        what,
    } = cli::parse();
    let (workers, jobs) = (flags.workers, flags.jobs);
    match what {
        None => common.run(|| {
            lesson::run(workers, flags.queue(10), &flags.thread_name, jobs)
                .expect("the workers start")
        }),
        Some(What::WorkerPool) => common.run(|| {
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
        Some(What::Backpressure) => common.run(|| {
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
        Some(What::CancelAndPanic) => common.run(|| {
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
        Some(What::Trap { name }) => common.run_trap(|| match name {
            Trap::StopAfterAWhile => traps::stop_after_a_while::run(workers, jobs),
            Trap::SubmitAfterStop => traps::submit_after_stop::run(workers, jobs),
            Trap::FullResults => traps::full_results::run(workers, jobs),
        }),
    }
}
