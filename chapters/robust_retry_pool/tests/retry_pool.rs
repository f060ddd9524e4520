//! The rules of `retry_pool` alone: what `cargo course check retry_pool` builds.

use std::process::ExitCode;

use robust_retry_pool::exercises::retry_pool as subject;
use rules::{Subject, Suite};

#[path = "rules/retry_pool/mod.rs"]
mod retry_pool;

fn main() -> ExitCode {
    rules::main(Suite {
        package: "robust_retry_pool",
        target: "retry_pool",
        subjects: vec![Subject::new("retry_pool", retry_pool::rules())],
    })
}
