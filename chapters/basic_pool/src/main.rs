//! `cargo run -p basic_pool`: the lesson, the traps, and your exercises.

use std::process::ExitCode;

use basic_pool::exercises::{prime_batches, primes, run_pool};
use basic_pool::{lesson, traps};
use clap::{Parser, Subcommand, ValueEnum};
use lab::cli::{self, Common};
use workloads::flags::basic_pool::Flags;
use workloads::job;

/// Chapter 2: jobs, workers, results. Without a command: the lesson.
#[derive(Parser)]
#[command(name = "basic_pool")]
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
    /// Exercise: the pool of the lesson, for any work
    RunPool,
    /// Exercise: primes, one number a job
    Primes,
    /// Exercise: primes, many numbers a job
    PrimeBatches,
    /// A program that is broken on purpose
    Trap { name: Trap },
}

#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Trap {
    /// A pool that is secretly serial
    LockHeldThroughJob,
    /// Main keeps a sender of results
    LeakedSender,
    /// Submit everything first, collect afterwards
    CollectAfterSubmit,
}

fn main() -> ExitCode {
    let Cli {
        common,
        flags,
        what,
    } = cli::parse();
    let (workers, jobs) = (flags.workers(3), flags.jobs);
    match what {
        None => common.run(|| lesson::run(workers, flags.queue as usize, jobs)),
        Some(What::RunPool) => common.run(|| {
            job::demonstrate(jobs, |jobs, work| {
                run_pool::run_pool(workers, jobs, work)
            })
        }),
        Some(What::Primes) => common.run(|| {
            let find = || primes::find_primes(flags.limit, flags.workers(6));
            workloads::primes::demonstrate(find, primes::listing)
        }),
        Some(What::PrimeBatches) => common.run(|| {
            let is_prime = workloads::primes::is_prime;
            let (workers, batch) = (flags.workers(4), flags.batch);
            prime_batches::find_primes_in_batches(
                flags.limit,
                workers,
                batch,
                is_prime,
            )
            .expect("there are workers")
        }),
        Some(What::Trap {
            name: Trap::LockHeldThroughJob,
        }) => common.run_trap(|| traps::lock_held_through_job::run(workers, jobs)),
        Some(What::Trap {
            name: Trap::LeakedSender,
        }) => common.run_trap(|| traps::leaked_sender::run(workers, jobs)),
        Some(What::Trap {
            name: Trap::CollectAfterSubmit,
        }) => common.run_trap(|| traps::collect_after_submit::run(workers, jobs)),
    }
}
