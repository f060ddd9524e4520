//! The rules of `backpressure` alone: what `cargo course check backpressure` builds.

use std::process::ExitCode;

use configurable_pool::exercises::backpressure as subject;
use rules::{Subject, Suite};

#[path = "rules/backpressure/mod.rs"]
mod backpressure;

fn main() -> ExitCode {
    rules::main(Suite {
        package: "configurable_pool",
        target: "backpressure",
        subjects: vec![Subject::new("backpressure", backpressure::rules())],
    })
}
