//! The rules of `run_pool` alone: what `cargo course check run_pool` builds.

use std::process::ExitCode;

use basic_pool::exercises::run_pool as subject;
use rules::{Subject, Suite};

#[path = "rules/run_pool.rs"]
mod run_pool;

fn main() -> ExitCode {
    rules::main(Suite {
        package: "basic_pool",
        target: "run_pool",
        subjects: vec![Subject::new("run_pool", run_pool::rules())],
    })
}
