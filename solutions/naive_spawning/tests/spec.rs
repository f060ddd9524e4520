//! The rules of the chapter, run on the solutions.

use std::process::ExitCode;

use rules::{Subject, Suite};

#[path = "../../../chapters/naive_spawning/tests/rules"]
mod bounded_spawn {
    use naive_spawning_solution::exercises::bounded_spawn as subject;
    #[path = "bounded_spawn.rs"]
    pub mod rules;
}

#[path = "../../../chapters/naive_spawning/tests/rules"]
mod chunks {
    use naive_spawning_solution::exercises::chunks as subject;
    #[path = "chunks.rs"]
    pub mod rules;
}

fn main() -> ExitCode {
    rules::main(Suite {
        package: "naive_spawning_solution",
        target: "spec",
        subjects: vec![
            Subject::new("bounded_spawn", bounded_spawn::rules::rules()),
            Subject::new("chunks", chunks::rules::rules()),
        ],
    })
}
