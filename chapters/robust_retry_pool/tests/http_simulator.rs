//! The rules of `http_simulator` alone: what `cargo course check http_simulator` builds.

use std::process::ExitCode;

use robust_retry_pool::exercises::http_simulator as subject;
use rules::{Subject, Suite};

#[path = "rules/http_simulator/mod.rs"]
mod http_simulator;

fn main() -> ExitCode {
    rules::main(Suite {
        package: "robust_retry_pool",
        target: "http_simulator",
        subjects: vec![Subject::new("http_simulator", http_simulator::rules())],
    })
}
