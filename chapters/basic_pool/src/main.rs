//! `cargo run -p basic_pool`: the lesson, the traps, and your exercises.

use std::process::ExitCode;

use basic_pool::exercises::prime_batches::find_primes_in_batches;
use basic_pool::exercises::{primes, run_pool};
use basic_pool::lesson;
use basic_pool::traps::{
    collect_after_submit, leaked_sender, lock_held_through_job,
};
use cli::Program;
use cli::flags::basic_pool::Flags;
use workloads::job;

fn main() -> ExitCode {
    Program::<Flags>::new(
        "basic_pool",
        "Chapter 2: jobs, workers, results. Without a command: the lesson",
    )
    .lesson(|common, flags| {
        common
            .run(|| lesson::run(flags.workers(3), flags.queue as usize, flags.jobs))
    })
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
    .trap(
        "lock_held_through_job",
        "A pool that is secretly serial",
        |common, flags| {
            common.run_trap(|| {
                lock_held_through_job::run(flags.workers(3), flags.jobs)
            })
        },
    )
    .trap(
        "leaked_sender",
        "Main keeps a sender of results",
        |common, flags| {
            common.run_trap(|| leaked_sender::run(flags.workers(3), flags.jobs))
        },
    )
    .trap(
        "collect_after_submit",
        "Submit everything first, collect afterwards",
        |common, flags| {
            common
                .run_trap(|| collect_after_submit::run(flags.workers(3), flags.jobs))
        },
    )
    .main()
}
