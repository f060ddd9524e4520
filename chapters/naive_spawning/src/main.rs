//! `cargo run -p naive_spawning`: the lesson, the traps, and your exercises.

use std::process::ExitCode;

use cli::Program;
use cli::flags::naive_spawning::Flags;
use naive_spawning::exercises::bounded_spawn::bounded_spawn;
use naive_spawning::exercises::chunks::process_chunks;
use naive_spawning::lesson::{self, Plan};
use naive_spawning::traps::{missing_join, shared_counter};
use workloads::disk::Demonstration;

fn main() -> ExitCode {
    Program::<Flags>::new("naive_spawning", "Chapter 1: a thread for each file, and why a pool. Without a command: the lesson")
        .lesson(|common, flags| {
            common.run(|| {
                lesson::run(&Plan {
                    files: flags.files(),
                    workers: flags.workers,
                    queue: flags.queue,
                    requests: flags.disk,
                    limit: flags.limit,
                    seed: common.seed,
                })
            })
        })
        .command(
            "bounded_spawn",
            "Exercise: a thread for each file, but not for all of them at once",
            |common, flags| {
                common.run(|| {
                    let demo = Demonstration::new(flags.files(), flags.disk, common.seed);
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
                    let demo = Demonstration::new(flags.files(), flags.disk, common.seed);
                    let process = demo.process();
                    let words = process_chunks(&demo.files(), flags.workers, process);
                    demo.summary(&words.into_iter().map(Some).collect::<Vec<_>>())
                })
            },
        )
        .trap(
            "missing_join",
            "Main returns before its threads are done",
            |common, flags| {
                common.run_trap(|| missing_join::run(flags.few_files(), common.seed))
            },
        )
        .trap(
            "shared_counter",
            "A counter that forgets what others counted",
            |common, flags| {
                common.run_trap(|| shared_counter::run(flags.few_files(), common.seed))
            },
        )
        .main()
}
