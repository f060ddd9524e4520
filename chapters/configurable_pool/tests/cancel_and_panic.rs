//! The rules of `cancel_and_panic` alone: what `cargo course check cancel_and_panic` builds.

use std::process::ExitCode;

use configurable_pool::exercises::cancel_and_panic as subject;
use rules::{Subject, Suite};

#[path = "rules/cancel_and_panic/mod.rs"]
mod cancel_and_panic;

fn main() -> ExitCode {
    rules::main(Suite {
        package: "configurable_pool",
        target: "cancel_and_panic",
        subjects: vec![Subject::new("cancel_and_panic", cancel_and_panic::rules())],
    })
}
