//! The rules of `fast_pool` alone: what `cargo course check fast_pool` builds.

use std::process::ExitCode;

use advanced_patterns::exercises::fast_pool as subject;
use rules::{Subject, Suite};

#[path = "rules/fast_pool/mod.rs"]
mod fast_pool;

fn main() -> ExitCode {
    rules::main(Suite {
        package: "advanced_patterns",
        target: "fast_pool",
        subjects: vec![Subject::new("fast_pool", fast_pool::rules())],
    })
}
