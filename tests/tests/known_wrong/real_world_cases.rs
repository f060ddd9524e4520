//! The rules of `real_world_cases` against its known-wrong solutions; see
//! `course_tests::known_wrong`.

#[path = "real_world_cases/checksum.rs"]
mod checksum;
#[path = "real_world_cases/crawler.rs"]
mod crawler;
#[path = "real_world_cases/thumbnails.rs"]
mod thumbnails;

use std::process::ExitCode;

use rules::Suite;

fn main() -> ExitCode {
    let subjects = [
        checksum::subjects(),
        crawler::subjects(),
        thumbnails::subjects(),
    ];
    rules::main(Suite {
        package: "course_tests",
        target: "known_wrong_real_world_cases",
        subjects: subjects.into_iter().flatten().collect(),
    })
}
