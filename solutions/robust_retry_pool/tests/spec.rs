//! The rules of the chapter, run on the solutions.

use std::process::ExitCode;

use rules::{Subject, Suite};

#[path = "../../../chapters/robust_retry_pool/tests/rules"]
mod retry_pool {
    use robust_retry_pool_solution::exercises::retry_pool as subject;
    #[path = "retry_pool/mod.rs"]
    pub mod rules;
}

#[path = "../../../chapters/robust_retry_pool/tests/rules"]
mod http_simulator {
    use robust_retry_pool_solution::exercises::http_simulator as subject;
    #[path = "http_simulator/mod.rs"]
    pub mod rules;
}

#[path = "../../../chapters/robust_retry_pool/tests/rules"]
mod live_metrics {
    use robust_retry_pool_solution::exercises::live_metrics as subject;
    #[path = "live_metrics/mod.rs"]
    pub mod rules;
}

fn main() -> ExitCode {
    rules::main(Suite {
        package: "robust_retry_pool_solution",
        target: "spec",
        subjects: vec![
            Subject::new("retry_pool", retry_pool::rules::rules()),
            Subject::new("http_simulator", http_simulator::rules::rules()),
            Subject::new("live_metrics", live_metrics::rules::rules()),
        ],
    })
}
