//! The rules of `basic_pool` against its known-wrong solutions; see
//! `course_tests::known_wrong`.

#[path = "basic_pool/prime_batches.rs"]
mod prime_batches;
#[path = "basic_pool/primes.rs"]
mod primes;
#[path = "basic_pool/run_pool.rs"]
mod run_pool;

use std::process::ExitCode;

use rules::Suite;

fn main() -> ExitCode {
    let subjects = [
        prime_batches::subjects(),
        primes::subjects(),
        run_pool::subjects(),
    ];
    rules::main(Suite {
        package: "course_tests",
        target: "known_wrong_basic_pool",
        subjects: subjects.into_iter().flatten().collect(),
    })
}
