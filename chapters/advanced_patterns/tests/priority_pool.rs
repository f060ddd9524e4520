//! The rules of `priority_pool` alone: what `cargo course check priority_pool` builds.

use std::process::ExitCode;

use advanced_patterns::exercises::priority_pool as subject;
use rules::{Subject, Suite};

#[path = "rules/priority_pool/mod.rs"]
mod priority_pool;

fn main() -> ExitCode {
    rules::main(Suite {
        package: "advanced_patterns",
        target: "priority_pool",
        subjects: vec![Subject::new("priority_pool", priority_pool::rules())],
    })
}
