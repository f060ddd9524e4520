//! The rules of `dynamic_pool` alone: what `cargo course check dynamic_pool` builds.

use std::process::ExitCode;

use advanced_patterns::exercises::dynamic_pool as subject;
use rules::{Subject, Suite};

#[path = "rules/dynamic_pool/mod.rs"]
mod dynamic_pool;

fn main() -> ExitCode {
    rules::main(Suite {
        package: "advanced_patterns",
        target: "dynamic_pool",
        subjects: vec![Subject::new("dynamic_pool", dynamic_pool::rules())],
    })
}
