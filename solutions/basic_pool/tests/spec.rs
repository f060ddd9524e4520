//! The rules of the chapter, run on the solutions.

use std::process::ExitCode;

use rules::{Subject, Suite};

#[path = "../../../chapters/basic_pool/tests/rules"]
mod run_pool {
    use basic_pool_solution::exercises::run_pool as subject;
    #[path = "run_pool.rs"]
    pub mod rules;
}

#[path = "../../../chapters/basic_pool/tests/rules"]
mod primes {
    use basic_pool_solution::exercises::primes as subject;
    #[path = "primes.rs"]
    pub mod rules;
}

#[path = "../../../chapters/basic_pool/tests/rules"]
mod prime_batches {
    use basic_pool_solution::exercises::prime_batches as subject;
    #[path = "prime_batches.rs"]
    pub mod rules;
}

fn main() -> ExitCode {
    rules::main(Suite {
        package: "basic_pool_solution",
        target: "spec",
        subjects: vec![
            Subject::new("run_pool", run_pool::rules::rules()),
            Subject::new("primes", primes::rules::rules()),
            Subject::new("prime_batches", prime_batches::rules::rules()),
        ],
    })
}
