//! The rules of `basic_pool` against its known-wrong solutions; see
//! `course_tests::known_wrong`.

#![allow(
    clippy::duplicate_mod,
    reason = "one spec, mounted on every solution there is"
)]

#[path = "basic_pool/mod.rs"]
mod solutions;

use std::process::ExitCode;

use course_tests::mount;
use rules::Suite;

fn main() -> ExitCode {
    rules::main(Suite {
        package: "course_tests",
        target: "known_wrong_basic_pool",
        subjects: solutions::subjects(),
    })
}
