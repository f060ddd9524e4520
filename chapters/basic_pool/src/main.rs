//! `cargo run -p basic_pool`: the lesson, the traps, and your exercises.

use std::process::ExitCode;

use basic_pool::exercises::{prime_batches, primes, run_pool};
use basic_pool::{lesson, traps};
use clap::{Parser, Subcommand, ValueEnum};
use lab::cli::{self, Common};
use workloads::job;

/// Chapter 2: jobs, workers, results. Without a command: the lesson.
#[derive(Parser)]
#[command(name = "basic_pool")]
struct Cli {
    #[command(flatten)]
    common: Common,
    /// Threads that work [usually 3; primes: 6, prime_batches: 4]
    #[arg(long, global = true, value_name = "N", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true)]
    workers: Option<usize>,
    /// Jobs to do
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true, default_value = "10")]
    jobs: u32,
    /// The last number to test, for the primes
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true, default_value = "10000")]
    limit: u32,
    /// Numbers in a batch, for prime_batches
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true, default_value = "500")]
    batch: u32,
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
    let cli: Cli = cli::parse();
    let common = &cli.common;
    match &cli.what {
        None => common.run(|| lesson::run(cli.workers.unwrap_or(3), cli.jobs)),
        Some(What::Trap { name }) => trap(&cli, *name),
        Some(What::RunPool) => common.run(|| {
            let workers = cli.workers.unwrap_or(3);
            job::demonstrate(cli.jobs, |jobs, work| {
                run_pool::run_pool(workers, jobs, work)
            })
        }),
        Some(What::Primes) => common.run(|| {
            let workers = cli.workers.unwrap_or(6);
            let find = || primes::find_primes(cli.limit, workers);
            workloads::primes::demonstrate(find, primes::listing)
        }),
        Some(What::PrimeBatches) => common.run(|| {
            let workers = cli.workers.unwrap_or(4);
            prime_batches::find_primes_in_batches(
                cli.limit,
                workers,
                cli.batch,
                workloads::primes::is_prime,
            )
            .expect("there are workers")
        }),
    }
}

fn trap(cli: &Cli, name: Trap) -> ExitCode {
    let (workers, jobs) = (cli.workers.unwrap_or(3), cli.jobs);
    match name {
        Trap::LockHeldThroughJob => cli
            .common
            .run_trap(|| traps::lock_held_through_job::run(workers, jobs)),
        Trap::LeakedSender => cli
            .common
            .run_trap(|| traps::leaked_sender::run(workers, jobs)),
        Trap::CollectAfterSubmit => cli
            .common
            .run_trap(|| traps::collect_after_submit::run(workers, jobs)),
    }
}
