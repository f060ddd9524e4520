//! The rules of `advanced_patterns` against its known-wrong solutions; see
//! `course_tests::known_wrong`.

#[path = "advanced_patterns/dynamic_pool.rs"]
mod dynamic_pool;
#[path = "advanced_patterns/fast_pool.rs"]
mod fast_pool;
#[path = "advanced_patterns/priority_pool.rs"]
mod priority_pool;
#[path = "advanced_patterns/rate_limiter.rs"]
mod rate_limiter;
#[path = "advanced_patterns/work_stealing.rs"]
mod work_stealing;

use std::process::ExitCode;

use rules::Suite;

fn main() -> ExitCode {
    let subjects = [
        dynamic_pool::subjects(),
        fast_pool::subjects(),
        priority_pool::subjects(),
        rate_limiter::subjects(),
        work_stealing::subjects(),
    ];
    rules::main(Suite {
        package: "course_tests",
        target: "known_wrong_advanced_patterns",
        subjects: subjects.into_iter().flatten().collect(),
    })
}
