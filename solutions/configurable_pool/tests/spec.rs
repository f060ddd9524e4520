//! The rules of the chapter, run on the solutions.

use std::process::ExitCode;

use rules::{Subject, Suite};

#[path = "../../../chapters/configurable_pool/tests/rules"]
mod worker_pool {
    use configurable_pool_solution::exercises::worker_pool as subject;
    #[path = "worker_pool/mod.rs"]
    pub mod rules;
}

#[path = "../../../chapters/configurable_pool/tests/rules"]
mod backpressure {
    use configurable_pool_solution::exercises::backpressure as subject;
    #[path = "backpressure/mod.rs"]
    pub mod rules;
}

#[path = "../../../chapters/configurable_pool/tests/rules"]
mod cancel_and_panic {
    use configurable_pool_solution::exercises::cancel_and_panic as subject;
    #[path = "cancel_and_panic/mod.rs"]
    pub mod rules;
}

fn main() -> ExitCode {
    rules::main(Suite {
        package: "configurable_pool_solution",
        target: "spec",
        subjects: vec![
            Subject::new("worker_pool", worker_pool::rules::rules()),
            Subject::new("backpressure", backpressure::rules::rules()),
            Subject::new("cancel_and_panic", cancel_and_panic::rules::rules()),
        ],
    })
}
