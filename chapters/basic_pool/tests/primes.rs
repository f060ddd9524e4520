//! The rules of `primes` alone: what `cargo course check primes` builds.

use std::process::ExitCode;

use basic_pool::exercises::primes as subject;
use rules::{Subject, Suite};

#[path = "rules/primes.rs"]
mod primes;

fn main() -> ExitCode {
    rules::main(Suite {
        package: "basic_pool",
        target: "primes",
        subjects: vec![Subject::new("primes", primes::rules())],
    })
}
