//! `cargo run -p naive_spawning`: the lesson, the traps, and your exercises.

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use lab::cli::{self, Common};
use naive_spawning::exercises::{bounded_spawn, chunks};
use naive_spawning::lesson::{self, Plan};
use naive_spawning::traps;
use workloads::disk::Demonstration;
use workloads::flags::naive_spawning::Flags;

/// Chapter 1: a thread for each file, and why a pool. Without a command: the lesson.
#[derive(Parser)]
#[command(name = "naive_spawning")]
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
    let Cli {
        common,
        flags,
        what,
    } = cli::parse();
    let (workers, seed) = (flags.workers, common.seed);
    match what {
        None => common.run(|| {
            lesson::run(&Plan {
                files: flags.files(),
                workers,
                queue: flags.queue,
                requests: flags.disk,
                limit: flags.limit,
                seed,
            })
        }),
        Some(What::BoundedSpawn) => common.run(|| {
            let demo = Demonstration::new(flags.files(), flags.disk, seed);
            let process = demo.process();
            let words = bounded_spawn::bounded_spawn(demo.files(), workers, process);
            demo.summary(&words)
        }),
        Some(What::Chunks) => common.run(|| {
            let demo = Demonstration::new(flags.files(), flags.disk, seed);
            let process = demo.process();
            let words = chunks::process_chunks(&demo.files(), workers, process);
            demo.summary(&words.into_iter().map(Some).collect::<Vec<_>>())
        }),
        Some(What::Trap { name }) => common.run_trap(|| match name {
            Trap::MissingJoin => traps::missing_join::run(flags.few_files(), seed),
            Trap::SharedCounter => {
                traps::shared_counter::run(flags.few_files(), seed)
            }
        }),
    }
}
