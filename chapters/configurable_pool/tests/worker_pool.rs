//! The rules of `worker_pool` alone: what `cargo course check worker_pool` builds.

use std::process::ExitCode;

use configurable_pool::exercises::worker_pool as subject;
use rules::{Subject, Suite};

#[path = "rules/worker_pool/mod.rs"]
mod worker_pool;

fn main() -> ExitCode {
    rules::main(Suite {
        package: "configurable_pool",
        target: "worker_pool",
        subjects: vec![Subject::new("worker_pool", worker_pool::rules())],
    })
}
