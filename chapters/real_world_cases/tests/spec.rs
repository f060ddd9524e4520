//! The rules of this chapter, run on what you have written.

use std::process::ExitCode;

use rules::{Subject, Suite};

#[path = "rules"]
mod thumbnails {
    use real_world_cases::exercises::thumbnails as subject;
    #[path = "thumbnails.rs"]
    pub mod rules;
}

#[path = "rules"]
mod crawler {
    use real_world_cases::exercises::crawler as subject;
    #[path = "crawler/mod.rs"]
    pub mod rules;
}

#[path = "rules"]
mod checksum {
    use real_world_cases::exercises::checksum as subject;
    #[path = "checksum/mod.rs"]
    pub mod rules;
}

fn main() -> ExitCode {
    rules::main(Suite {
        package: "real_world_cases",
        target: "spec",
        subjects: vec![
            Subject::new("thumbnails", thumbnails::rules::rules()),
            Subject::new("crawler", crawler::rules::rules()),
            Subject::new("checksum", checksum::rules::rules()),
        ],
    })
}
