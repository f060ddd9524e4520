//! The rules of this chapter, run on what you have written.

use std::process::ExitCode;

use rules::{Subject, Suite};

#[path = "rules"]
mod worker_pool {
    use configurable_pool::exercises::worker_pool as subject;
    #[path = "worker_pool/mod.rs"]
    pub mod rules;
}

#[path = "rules"]
mod backpressure {
    use configurable_pool::exercises::backpressure as subject;
    #[path = "backpressure/mod.rs"]
    pub mod rules;
}

#[path = "rules"]
mod cancel_and_panic {
    use configurable_pool::exercises::cancel_and_panic as subject;
    #[path = "cancel_and_panic/mod.rs"]
    pub mod rules;
}

fn main() -> ExitCode {
    rules::main(Suite {
        package: "configurable_pool",
        target: "spec",
        subjects: vec![
            Subject::new("worker_pool", worker_pool::rules::rules()),
            Subject::new("backpressure", backpressure::rules::rules()),
            Subject::new("cancel_and_panic", cancel_and_panic::rules::rules()),
        ],
    })
}
