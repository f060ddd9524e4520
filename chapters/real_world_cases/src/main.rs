//! `cargo run -p real_world_cases`: the lesson, the traps, and your exercises.

use std::process::ExitCode;

use cli::{Common, Program};
use outside::demo;
use outside::flags::Flags;
use real_world_cases::exercises::checksum;
use real_world_cases::exercises::crawler::crawl;
use real_world_cases::exercises::thumbnails::make_thumbnails;
use real_world_cases::lesson::{crawl as polite, images};
use real_world_cases::traps::{
    no_visited_set, stage_closes_early, whole_pool_for_one_page,
};

fn main() -> ExitCode {
    Program::<Flags>::new(
        "real_world_cases",
        "Chapter 6: pictures, the web, files. Without a command: the lesson, images and crawl one after the other",
    )
        .lesson(|common, flags| {
        common.run_each(&[
            ("images", &|| show_images(common, flags)),
            ("crawl", &|| show_crawl(common, flags)),
        ])
    })
    .command("images", "Lesson: thumbnails of real pictures", show_images)
        .command("crawl", "Lesson: a polite crawler", show_crawl)
        .command("thumbnails", "Exercise: thumbnails in three stages", |common, flags| {
            demo::thumbnails(common, flags, make_thumbnails)
        })
        .command("crawler", "Exercise: a crawler", |common, flags| demo::crawler(common, flags, crawl))
        .command("checksum", "Exercise: checksums of a tree of files", |common, flags| {
            demo::checksum(common, flags, checksum::checksum, checksum::exit_code)
        })
        .trap("whole_pool_for_one_page", "A worker waits for the links of its page", |common, flags| {
            let (workers, depth) = (flags.workers(3), flags.depth(3));
            common.run_trap(|| whole_pool_for_one_page::run(workers, depth, common.seed))
        })
        .trap("no_visited_set", "Nobody remembers what has been fetched", |common, flags| {
            let (workers, depth) = (flags.workers(10), flags.depth(5));
            common.run_trap(|| no_visited_set::run(workers, depth, common.seed))
        })
        .trap("stage_closes_early", "A stage ends with the first thread of the stage before it", |common, flags| {
            common.run_trap(|| stage_closes_early::run(flags.workers(3)))
        })
        .main()
}

fn show_images(common: &Common, flags: &Flags) -> ExitCode {
    let pictures = match flags.pictures(common.seed) {
        Ok(pictures) => pictures,
        Err(problem) => return cli::usage(&problem),
    };
    common.run(|| {
        let (workers, files) = (flags.workers(4), pictures.files.clone());
        images::run(&*pictures.studio, files, workers, flags.size())
    })
}

fn show_crawl(common: &Common, flags: &Flags) -> ExitCode {
    let start = match flags.site(common) {
        Ok(start) => start,
        Err(problem) => return cli::usage(&problem),
    };
    common.run(|| {
        let settings = polite::Settings {
            limits: start.limits,
            delay: flags.delay(),
            stop: flags.stop(),
        };
        polite::run(&start.url, &settings, &*start.web)
    })
}
