//! `cargo run -p naive_spawning`: the lesson, the traps, and your exercises.

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use lab::cli::{self, Common};
use naive_spawning::exercises::{bounded_spawn, chunks};
use naive_spawning::lesson::{self, Plan};
use naive_spawning::traps;
use workloads::disk::Demonstration;

/// Chapter 1: a thread for each file, and why a pool. Without a command: the lesson.
#[derive(Parser)]
#[command(name = "naive_spawning")]
struct Cli {
    #[command(flatten)]
    common: Common,
    /// Files to read [usually 10000; traps: 10]
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true)]
    files: Option<u32>,
    /// Threads that work; for bounded_spawn: that are alive at once
    #[arg(long, global = true, value_name = "N", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true, default_value = "10")]
    workers: usize,
    /// Files that may wait for a worker
    #[arg(long, global = true, value_name = "N")]
    #[arg(value_parser = clap::value_parser!(u16).range(1..))]
    #[arg(allow_negative_numbers = true, default_value = "100")]
    queue: u16,
    /// Threads that the lab allows in the last part of the lesson
    #[arg(long, global = true, value_name = "N", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true, default_value = "1000")]
    limit: usize,
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
#[command(rename_all = "snake_case")]
enum What {
    /// Exercise: a thread for each file, but not for all of them at once
    BoundedSpawn,
    /// Exercise: a few threads, each with its share of the files
    Chunks,
    /// A program that is broken on purpose
    Trap { name: Trap },
}

#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Trap {
    /// Main returns before its threads are done
    MissingJoin,
    /// A counter that forgets what others counted
    SharedCounter,
}

fn main() -> ExitCode {
    let cli: Cli = cli::parse();
    let (common, workers) = (&cli.common, cli.workers);
    let (files, few) = (cli.files.unwrap_or(10_000), cli.files.unwrap_or(10));
    let seed = common.seed;
    match cli.what {
        None => common.run(|| {
            lesson::run(&Plan {
                files,
                workers,
                queue: cli.queue.into(),
                limit: cli.limit,
                seed,
            })
        }),
        Some(What::BoundedSpawn) => common.run(|| {
            let demo = Demonstration::new(files, seed);
            let process = demo.process();
            let words = bounded_spawn::bounded_spawn(demo.files(), workers, process);
            demo.summary(&words)
        }),
        Some(What::Chunks) => common.run(|| {
            let demo = Demonstration::new(files, seed);
            let process = demo.process();
            let words = chunks::process_chunks(&demo.files(), workers, process);
            demo.summary(&words.into_iter().map(Some).collect::<Vec<_>>())
        }),
        Some(What::Trap { name }) => common.run_trap(|| match name {
            Trap::MissingJoin => traps::missing_join::run(few, seed),
            Trap::SharedCounter => traps::shared_counter::run(few, seed),
        }),
    }
}
