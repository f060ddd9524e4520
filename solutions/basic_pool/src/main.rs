//! `cargo run -p basic_pool_solution -- NAME`: the exercises of chapter 2, solved.

use std::process::ExitCode;

use basic_pool_solution::exercises::{prime_batches, primes, run_pool};
use clap::{Parser, Subcommand};
use lab::cli::{self, Common};
use workloads::flags::basic_pool::Flags;
use workloads::job;

/// Chapter 2: jobs, workers, results. The exercises, solved.
#[derive(Parser)]
#[command(name = "basic_pool_solution")]
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
    /// Exercise: the pool of the lesson, for any work
    RunPool,
    /// Exercise: primes, one number a job
    Primes,
    /// Exercise: primes, many numbers a job
    PrimeBatches,
}

fn main() -> ExitCode {
    let Cli {
        common,
        flags,
        what,
    } = cli::parse();
    let (workers, jobs) = (flags.workers(3), flags.jobs);
    match what {
        What::RunPool => common.run(|| {
            job::demonstrate(jobs, |jobs, work| {
                run_pool::run_pool(workers, jobs, work)
            })
        }),
        What::Primes => common.run(|| {
            let find = || primes::find_primes(flags.limit, flags.workers(6));
            workloads::primes::demonstrate(find, primes::listing)
        }),
        What::PrimeBatches => common.run(|| {
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
    }
}
