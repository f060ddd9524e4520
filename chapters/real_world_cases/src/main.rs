//! `cargo run -p real_world_cases`: the lesson, the traps, and your exercises.

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use lab::cli::{self, Common};
use outside::demo;
use outside::flags::Flags;
use real_world_cases::exercises::{checksum, crawler, thumbnails};
use real_world_cases::lesson::{crawl, images};
use real_world_cases::traps;

/// Chapter 6: pictures, the web, files. Without a command: the lesson, images and
/// crawl one after the other.
#[derive(Parser)]
#[command(name = "real_world_cases")]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    flags: Flags,
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
#[command(rename_all = "snake_case")]
enum What {
    /// Lesson: thumbnails of real pictures
    Images,
    /// Lesson: a polite crawler
    Crawl,
    /// Exercise: thumbnails in three stages
    Thumbnails,
    /// Exercise: a crawler
    Crawler,
    /// Exercise: checksums of a tree of files
    Checksum,
    /// A program that is broken on purpose
    Trap { name: Trap },
}

#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Trap {
    /// A worker waits for the links of its page
    WholePoolForOnePage,
    /// Nobody remembers what has been fetched
    NoVisitedSet,
    /// A stage ends with the first thread of the stage before it
    StageClosesEarly,
}

fn main() -> ExitCode {
    let Cli {
        common,
        flags,
        what,
    } = cli::parse();
    let ended = match what {
        None => images(&common, &flags).and_then(|first| {
            lab::print("\n");
            let second = crawl(&common, &flags)?;
            // Either may have gone wrong.
            Ok(if first == ExitCode::SUCCESS {
                second
            } else {
                first
            })
        }),
        Some(What::Images) => images(&common, &flags),
        Some(What::Crawl) => crawl(&common, &flags),
        Some(What::Thumbnails) => {
            demo::thumbnails(&common, &flags, thumbnails::make_thumbnails)
        }
        Some(What::Crawler) => demo::crawler(&common, &flags, crawler::crawl),
        Some(What::Checksum) => {
            demo::checksum(&common, &flags, checksum::checksum, checksum::exit_code)
        }
        Some(What::Trap { name }) => Ok(trap(&common, &flags, name)),
    };
    ended.unwrap_or_else(|problem| cli::usage(&problem))
}

fn images(common: &Common, flags: &Flags) -> Result<ExitCode, String> {
    let pictures = flags.pictures(common.seed)?;
    Ok(common.run(|| {
        let (workers, files) = (flags.workers(4), pictures.files.clone());
        images::run(&*pictures.studio, files, workers, flags.size())
    }))
}

fn crawl(common: &Common, flags: &Flags) -> Result<ExitCode, String> {
    let start = flags.site(common)?;
    Ok(common.run(|| {
        let settings = crawl::Settings {
            limits: start.limits,
            delay: flags.delay(),
            stop: flags.stop(),
        };
        crawl::run(&start.url, &settings, &*start.web)
    }))
}

fn trap(common: &Common, flags: &Flags, name: Trap) -> ExitCode {
    match name {
        Trap::WholePoolForOnePage => common.run_trap(|| {
            let (workers, depth) = (flags.workers(3), flags.depth(3));
            traps::whole_pool_for_one_page::run(workers, depth, common.seed)
        }),
        Trap::NoVisitedSet => common.run_trap(|| {
            let (workers, depth) = (flags.workers(10), flags.depth(5));
            traps::no_visited_set::run(workers, depth, common.seed)
        }),
        Trap::StageClosesEarly => {
            common.run_trap(|| traps::stage_closes_early::run(flags.workers(3)))
        }
    }
}
