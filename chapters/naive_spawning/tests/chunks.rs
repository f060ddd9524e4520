//! The rules of `chunks` alone: what `cargo course check chunks` builds.

use std::process::ExitCode;

use naive_spawning::exercises::chunks as subject;
use rules::{Subject, Suite};

#[path = "rules/chunks.rs"]
mod chunks;

fn main() -> ExitCode {
    rules::main(Suite {
        package: "naive_spawning",
        target: "chunks",
        subjects: vec![Subject::new("chunks", chunks::rules())],
    })
}
