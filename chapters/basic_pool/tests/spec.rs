//! The rules of this chapter, run on what you have written.

use std::process::ExitCode;

use rules::{Subject, Suite};

#[path = "rules"]
mod run_pool {
    use basic_pool::exercises::run_pool as subject;
    #[path = "run_pool.rs"]
    pub mod rules;
}

#[path = "rules"]
mod primes {
    use basic_pool::exercises::primes as subject;
    #[path = "primes.rs"]
    pub mod rules;
}

#[path = "rules"]
mod prime_batches {
    use basic_pool::exercises::prime_batches as subject;
    #[path = "prime_batches.rs"]
    pub mod rules;
}

fn main() -> ExitCode {
    rules::main(Suite {
        package: "basic_pool",
        target: "spec",
        subjects: vec![
            Subject::new("run_pool", run_pool::rules::rules()),
            Subject::new("primes", primes::rules::rules()),
            Subject::new("prime_batches", prime_batches::rules::rules()),
        ],
    })
}
