//! `cargo run -p real_world_cases_solution -- NAME`: the exercises of chapter 6, solved.

use std::process::ExitCode;

use cli::Program;
use outside::demo;
use outside::flags::Flags;
use real_world_cases_solution::exercises::checksum;
use real_world_cases_solution::exercises::crawler::crawl;
use real_world_cases_solution::exercises::thumbnails::make_thumbnails;

fn main() -> ExitCode {
    Program::<Flags>::new(
        "real_world_cases_solution",
        "Chapter 6: pictures, the web, files. The exercises, solved",
    )
    .command(
        "thumbnails",
        "Exercise: thumbnails in three stages",
        |common, flags| demo::thumbnails(common, flags, make_thumbnails),
    )
    .command("crawler", "Exercise: a crawler", |common, flags| {
        demo::crawler(common, flags, crawl)
    })
    .command(
        "checksum",
        "Exercise: checksums of a tree of files",
        |common, flags| {
            demo::checksum(common, flags, checksum::checksum, checksum::exit_code)
        },
    )
    .main()
}
