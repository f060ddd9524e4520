//! The rules of `real_world_cases` against its known-wrong solutions; see
//! `course_tests::known_wrong`.

#![allow(
    clippy::duplicate_mod,
    reason = "one spec, mounted on every solution there is"
)]

#[path = "real_world_cases/mod.rs"]
mod solutions;

use std::process::ExitCode;

use course_tests::mount;
use rules::Suite;

fn main() -> ExitCode {
    rules::main(Suite {
        package: "course_tests",
        target: "known_wrong_real_world_cases",
        subjects: solutions::subjects(),
    })
}
