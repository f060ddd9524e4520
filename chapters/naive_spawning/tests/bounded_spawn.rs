//! The rules of `bounded_spawn` alone: what `cargo course check bounded_spawn` builds.

use std::process::ExitCode;

use naive_spawning::exercises::bounded_spawn as subject;
use rules::{Subject, Suite};

#[path = "rules/bounded_spawn.rs"]
mod bounded_spawn;

fn main() -> ExitCode {
    rules::main(Suite {
        package: "naive_spawning",
        target: "bounded_spawn",
        subjects: vec![Subject::new("bounded_spawn", bounded_spawn::rules())],
    })
}
