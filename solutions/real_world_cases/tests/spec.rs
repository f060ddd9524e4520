//! The rules of the chapter, run on the solutions.

use std::process::ExitCode;

use rules::{Subject, Suite};

#[path = "../../../chapters/real_world_cases/tests/rules"]
mod thumbnails {
    use real_world_cases_solution::exercises::thumbnails as subject;
    #[path = "thumbnails.rs"]
    pub mod rules;
}

#[path = "../../../chapters/real_world_cases/tests/rules"]
mod crawler {
    use real_world_cases_solution::exercises::crawler as subject;
    #[path = "crawler/mod.rs"]
    pub mod rules;
}

#[path = "../../../chapters/real_world_cases/tests/rules"]
mod checksum {
    use real_world_cases_solution::exercises::checksum as subject;
    #[path = "checksum/mod.rs"]
    pub mod rules;
}

fn main() -> ExitCode {
    rules::main(Suite {
        package: "real_world_cases_solution",
        target: "spec",
        subjects: vec![
            Subject::new("thumbnails", thumbnails::rules::rules()),
            Subject::new("crawler", crawler::rules::rules()),
            Subject::new("checksum", checksum::rules::rules()),
        ],
    })
}
