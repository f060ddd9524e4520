//! The rules of `prime_batches` alone: what `cargo course check prime_batches` builds.

use std::process::ExitCode;

use basic_pool::exercises::prime_batches as subject;
use rules::{Subject, Suite};

#[path = "rules/prime_batches.rs"]
mod prime_batches;

fn main() -> ExitCode {
    rules::main(Suite {
        package: "basic_pool",
        target: "prime_batches",
        subjects: vec![Subject::new("prime_batches", prime_batches::rules())],
    })
}
