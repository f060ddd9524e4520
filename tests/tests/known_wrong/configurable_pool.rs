//! The rules of `configurable_pool` against its known-wrong solutions; see
//! `course_tests::known_wrong`.

#[path = "configurable_pool/backpressure.rs"]
mod backpressure;
#[path = "configurable_pool/cancel_and_panic.rs"]
mod cancel_and_panic;
#[path = "configurable_pool/worker_pool.rs"]
mod worker_pool;

use std::process::ExitCode;

use rules::Suite;

fn main() -> ExitCode {
    let subjects = [
        backpressure::subjects(),
        cancel_and_panic::subjects(),
        worker_pool::subjects(),
    ];
    rules::main(Suite {
        package: "course_tests",
        target: "known_wrong_configurable_pool",
        subjects: subjects.into_iter().flatten().collect(),
    })
}
