//! `cargo run -p configurable_pool`: the lesson, the traps, and your exercises.

use std::process::ExitCode;

use cli::Program;
use cli::flags::configurable_pool::Flags;
use configurable_pool::exercises::backpressure::BoundedPool;
use configurable_pool::exercises::cancel_and_panic::{CancellablePool, Ticket};
use configurable_pool::exercises::worker_pool::WorkerPool;
use configurable_pool::lesson;
use configurable_pool::traps::{
    full_results, stop_after_a_while, submit_after_stop,
};
use workloads::pool::{self, Job};

fn main() -> ExitCode {
    Program::<Flags>::new(
        "configurable_pool",
        "Chapter 4: a type worth reusing. Without a command: the lesson",
    )
    .lesson(|common, flags| {
        common.run(|| {
            lesson::run(
                flags.workers,
                flags.queue(10),
                &flags.thread_name,
                flags.jobs,
            )
            .expect("the workers start")
        })
    })
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
    .trap(
        "stop_after_a_while",
        "Give the pool two seconds, then stop it",
        |common, flags| {
            common.run_trap(|| stop_after_a_while::run(flags.workers, flags.jobs))
        },
    )
    .trap(
        "submit_after_stop",
        "The pool takes a job that nobody will do",
        |common, flags| {
            common.run_trap(|| submit_after_stop::run(flags.workers, flags.jobs))
        },
    )
    .trap(
        "full_results",
        "Nobody reads the results, so stop waits for ever",
        |common, flags| {
            common.run_trap(|| full_results::run(flags.workers, flags.jobs))
        },
    )
    .main()
}
