//! The rules of this chapter, run on what you have written.

use std::process::ExitCode;

use rules::{Subject, Suite};

#[path = "rules"]
mod bounded_spawn {
    use naive_spawning::exercises::bounded_spawn as subject;
    #[path = "bounded_spawn.rs"]
    pub mod rules;
}

#[path = "rules"]
mod chunks {
    use naive_spawning::exercises::chunks as subject;
    #[path = "chunks.rs"]
    pub mod rules;
}

fn main() -> ExitCode {
    rules::main(Suite {
        package: "naive_spawning",
        target: "spec",
        subjects: vec![
            Subject::new("bounded_spawn", bounded_spawn::rules::rules()),
            Subject::new("chunks", chunks::rules::rules()),
        ],
    })
}
