//! The checker, checked: the rules reject every known-wrong solution, each by the
//! rule that is there for it and in words that tell why, and they accept correct
//! solutions that are built in another way.

#![allow(
    clippy::duplicate_mod,
    reason = "one spec, mounted on every solution there is"
)]

mod advanced_patterns;
mod basic_pool;
mod configurable_pool;
mod naive_spawning;
mod real_world_cases;
mod robust_retry_pool;

use std::process::ExitCode;

use rules::Suite;

/// Mounts the rules of an exercise on a solution in a file of its own. Paths start
/// at the file that calls this, which must be a `mod.rs`.
macro_rules! mount {
    ($($name:ident = $file:literal against $rules:literal;)*) => {
        $(
            #[path = "."]
            mod $name {
                #[path = $file]
                mod subject;
                #[path = $rules]
                pub mod rules;
            }
        )*
    };
}
pub(crate) use mount;

fn main() -> ExitCode {
    let chapters = [
        naive_spawning::subjects(),
        basic_pool::subjects(),
        robust_retry_pool::subjects(),
        configurable_pool::subjects(),
        advanced_patterns::subjects(),
        real_world_cases::subjects(),
    ];
    rules::main(Suite {
        package: "course_tests",
        target: "known_wrong",
        subjects: chapters.into_iter().flatten().collect(),
    })
}
