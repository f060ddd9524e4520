//! The rules of `thumbnails` alone: what `cargo course check thumbnails` builds.

use std::process::ExitCode;

use real_world_cases::exercises::thumbnails as subject;
use rules::{Subject, Suite};

#[path = "rules/thumbnails.rs"]
mod thumbnails;

fn main() -> ExitCode {
    rules::main(Suite {
        package: "real_world_cases",
        target: "thumbnails",
        subjects: vec![Subject::new("thumbnails", thumbnails::rules())],
    })
}
