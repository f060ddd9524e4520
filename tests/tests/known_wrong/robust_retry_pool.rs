//! The rules of `robust_retry_pool` against its known-wrong solutions; see
//! `course_tests::known_wrong`.

#[path = "robust_retry_pool/http_simulator.rs"]
mod http_simulator;
#[path = "robust_retry_pool/live_metrics.rs"]
mod live_metrics;
#[path = "robust_retry_pool/retry_pool.rs"]
mod retry_pool;

use std::process::ExitCode;

use rules::Suite;

fn main() -> ExitCode {
    let subjects = [
        http_simulator::subjects(),
        live_metrics::subjects(),
        retry_pool::subjects(),
    ];
    rules::main(Suite {
        package: "course_tests",
        target: "known_wrong_robust_retry_pool",
        subjects: subjects.into_iter().flatten().collect(),
    })
}
