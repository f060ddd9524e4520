//! `cargo run -p naive_spawning_solution -- NAME`: the exercises of chapter 1,
//! solved.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use lab::cli::{self, Common};
use naive_spawning_solution::exercises::{bounded_spawn, chunks};
use workloads::disk::Demonstration;
use workloads::flags::naive_spawning::Flags;

/// Chapter 1: a thread for each file, and why a pool. The exercises, solved.
#[derive(Parser)]
#[command(name = "naive_spawning_solution")]
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
    /// Exercise: a thread for each file, but not for all of them at once
    BoundedSpawn,
    /// Exercise: a few threads, each with its share of the files
    Chunks,
}

fn main() -> ExitCode {
    let Cli {
        common,
        flags,
        what,
    } = cli::parse();
    let (workers, seed) = (flags.workers, common.seed);
    match what {
        What::BoundedSpawn => common.run(|| {
            let demo = Demonstration::new(flags.files(), flags.disk, seed);
            let process = demo.process();
            let words = bounded_spawn::bounded_spawn(demo.files(), workers, process);
            demo.summary(&words)
        }),
        What::Chunks => common.run(|| {
            let demo = Demonstration::new(flags.files(), flags.disk, seed);
            let process = demo.process();
            let words = chunks::process_chunks(&demo.files(), workers, process);
            demo.summary(&words.into_iter().map(Some).collect::<Vec<_>>())
        }),
    }
}
