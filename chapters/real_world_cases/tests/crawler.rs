//! The rules of `crawler` alone: what `cargo course check crawler` builds.

use std::process::ExitCode;

use real_world_cases::exercises::crawler as subject;
use rules::{Subject, Suite};

#[path = "rules/crawler/mod.rs"]
mod crawler;

fn main() -> ExitCode {
    rules::main(Suite {
        package: "real_world_cases",
        target: "crawler",
        subjects: vec![Subject::new("crawler", crawler::rules())],
    })
}
