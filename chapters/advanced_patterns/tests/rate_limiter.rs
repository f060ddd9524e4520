//! The rules of `rate_limiter` alone: what `cargo course check rate_limiter` builds.

use std::process::ExitCode;

use advanced_patterns::exercises::rate_limiter as subject;
use rules::{Subject, Suite};

#[path = "rules/rate_limiter/mod.rs"]
mod rate_limiter;

fn main() -> ExitCode {
    rules::main(Suite {
        package: "advanced_patterns",
        target: "rate_limiter",
        subjects: vec![Subject::new("rate_limiter", rate_limiter::rules())],
    })
}
