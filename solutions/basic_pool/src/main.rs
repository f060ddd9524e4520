//! `cargo run -p basic_pool_solution -- NAME`: the exercises of chapter 2, solved.

use std::process::ExitCode;

use basic_pool_solution::exercises::prime_batches::find_primes_in_batches;
use basic_pool_solution::exercises::{primes, run_pool};
use cli::Program;
use cli::flags::basic_pool::Flags;
use workloads::job;

fn main() -> ExitCode {
    Program::<Flags>::new(
        "basic_pool_solution",
        "Chapter 2: jobs, workers, results. The exercises, solved",
    )
    .command(
        "run_pool",
        "Exercise: the pool of the lesson, for any work",
        |common, flags| {
            common.run(|| {
                job::demonstrate(flags.jobs, |jobs, work| {
                    run_pool::run_pool(flags.workers(3), jobs, work)
                })
            })
        },
    )
    .command(
        "primes",
        "Exercise: primes, one number a job",
        |common, flags| {
            common.run(|| {
                let find = || primes::find_primes(flags.limit, flags.workers(6));
                workloads::primes::demonstrate(find, primes::listing)
            })
        },
    )
    .command(
        "prime_batches",
        "Exercise: primes, many numbers a job",
        |common, flags| {
            common.run(|| {
                let is_prime = workloads::primes::is_prime;
                let (workers, batch) = (flags.workers(4), flags.batch);
                find_primes_in_batches(flags.limit, workers, batch, is_prime)
                    .expect("there are workers")
            })
        },
    )
    .main()
}
