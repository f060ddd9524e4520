//! The rules of `work_stealing` alone: what `cargo course check work_stealing` builds.

use std::process::ExitCode;

use advanced_patterns::exercises::work_stealing as subject;
use rules::{Subject, Suite};

#[path = "rules/work_stealing.rs"]
mod work_stealing;

fn main() -> ExitCode {
    rules::main(Suite {
        package: "advanced_patterns",
        target: "work_stealing",
        subjects: vec![Subject::new("work_stealing", work_stealing::rules())],
    })
}
