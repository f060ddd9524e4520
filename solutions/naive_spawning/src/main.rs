//! `cargo run -p naive_spawning_solution -- NAME`: the exercises of chapter 1, solved.

use std::process::ExitCode;

use cli::Program;
use cli::flags::naive_spawning::Flags;
use naive_spawning_solution::exercises::bounded_spawn::bounded_spawn;
use naive_spawning_solution::exercises::chunks::process_chunks;
use workloads::disk::Demonstration;

fn main() -> ExitCode {
    Program::<Flags>::new(
        "naive_spawning_solution",
        "Chapter 1: a thread for each file, and why a pool. The exercises, solved",
    )
    .command(
        "bounded_spawn",
        "Exercise: a thread for each file, but not for all of them at once",
        |common, flags| {
            common.run(|| {
                let demo =
                    Demonstration::new(flags.files(), flags.disk, common.seed);
                let process = demo.process();
                let words = bounded_spawn(demo.files(), flags.workers, process);
                demo.summary(&words)
            })
        },
    )
    .command(
        "chunks",
        "Exercise: a few threads, each with its share of the files",
        |common, flags| {
            common.run(|| {
                let demo =
                    Demonstration::new(flags.files(), flags.disk, common.seed);
                let process = demo.process();
                let words = process_chunks(&demo.files(), flags.workers, process);
                demo.summary(&words.into_iter().map(Some).collect::<Vec<_>>())
            })
        },
    )
    .main()
}
