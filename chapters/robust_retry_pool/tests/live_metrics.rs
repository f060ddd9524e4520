//! The rules of `live_metrics` alone: what `cargo course check live_metrics` builds.

use std::process::ExitCode;

use robust_retry_pool::exercises::live_metrics as subject;
use rules::{Subject, Suite};

#[path = "rules/live_metrics/mod.rs"]
mod live_metrics;

fn main() -> ExitCode {
    rules::main(Suite {
        package: "robust_retry_pool",
        target: "live_metrics",
        subjects: vec![Subject::new("live_metrics", live_metrics::rules())],
    })
}
