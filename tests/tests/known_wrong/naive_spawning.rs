//! The rules of `naive_spawning` against its known-wrong solutions; see
//! `course_tests::known_wrong`.

#[path = "naive_spawning/bounded_spawn.rs"]
mod bounded_spawn;
#[path = "naive_spawning/chunks.rs"]
mod chunks;

use std::process::ExitCode;

use rules::Suite;

fn main() -> ExitCode {
    let subjects = [bounded_spawn::subjects(), chunks::subjects()];
    rules::main(Suite {
        package: "course_tests",
        target: "known_wrong_naive_spawning",
        subjects: subjects.into_iter().flatten().collect(),
    })
}
