//! The rules of this chapter, run on what you have written.

use std::process::ExitCode;

use rules::{Subject, Suite};

#[path = "rules"]
mod retry_pool {
    use robust_retry_pool::exercises::retry_pool as subject;
    #[path = "retry_pool/mod.rs"]
    pub mod rules;
}

#[path = "rules"]
mod http_simulator {
    use robust_retry_pool::exercises::http_simulator as subject;
    #[path = "http_simulator/mod.rs"]
    pub mod rules;
}

#[path = "rules"]
mod live_metrics {
    use robust_retry_pool::exercises::live_metrics as subject;
    #[path = "live_metrics/mod.rs"]
    pub mod rules;
}

fn main() -> ExitCode {
    rules::main(Suite {
        package: "robust_retry_pool",
        target: "spec",
        subjects: vec![
            Subject::new("retry_pool", retry_pool::rules::rules()),
            Subject::new("http_simulator", http_simulator::rules::rules()),
            Subject::new("live_metrics", live_metrics::rules::rules()),
        ],
    })
}
