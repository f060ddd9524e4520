//! The rules of this chapter, run on what you have written.

use std::process::ExitCode;

use rules::{Subject, Suite};

#[path = "rules"]
mod priority_pool {
    use advanced_patterns::exercises::priority_pool as subject;
    #[path = "priority_pool/mod.rs"]
    pub mod rules;
}

#[path = "rules"]
mod rate_limiter {
    use advanced_patterns::exercises::rate_limiter as subject;
    #[path = "rate_limiter/mod.rs"]
    pub mod rules;
}

#[path = "rules"]
mod dynamic_pool {
    use advanced_patterns::exercises::dynamic_pool as subject;
    #[path = "dynamic_pool/mod.rs"]
    pub mod rules;
}

#[path = "rules"]
mod work_stealing {
    use advanced_patterns::exercises::work_stealing as subject;
    #[path = "work_stealing.rs"]
    pub mod rules;
}

#[path = "rules"]
mod fast_pool {
    use advanced_patterns::exercises::fast_pool as subject;
    #[path = "fast_pool/mod.rs"]
    pub mod rules;
}

fn main() -> ExitCode {
    rules::main(Suite {
        package: "advanced_patterns",
        target: "spec",
        subjects: vec![
            Subject::new("priority_pool", priority_pool::rules::rules()),
            Subject::new("rate_limiter", rate_limiter::rules::rules()),
            Subject::new("dynamic_pool", dynamic_pool::rules::rules()),
            Subject::new("work_stealing", work_stealing::rules::rules()),
            Subject::new("fast_pool", fast_pool::rules::rules()),
        ],
    })
}
