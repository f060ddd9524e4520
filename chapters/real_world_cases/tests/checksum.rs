//! The rules of `checksum` alone: what `cargo course check checksum` builds.

use std::process::ExitCode;

use real_world_cases::exercises::checksum as subject;
use rules::{Subject, Suite};

#[path = "rules/checksum/mod.rs"]
mod checksum;

fn main() -> ExitCode {
    rules::main(Suite {
        package: "real_world_cases",
        target: "checksum",
        subjects: vec![Subject::new("checksum", checksum::rules())],
    })
}
