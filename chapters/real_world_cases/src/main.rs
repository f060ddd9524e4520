//! `cargo run -p real_world_cases`: the lesson, the traps, and your exercises.

use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand, ValueEnum};
use lab::cli::{self, Common};
use lab::time::Instant;
use outside::demo::Flags;
use real_world_cases::exercises::{checksum, crawler, thumbnails};
use real_world_cases::lesson::{crawl, images};
use real_world_cases::traps;
use workloads::pictures::{Stages, Summary};
use workloads::site::CrawlReport;

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
    let cli: Cli = cli::parse();
    let ended = match &cli.what {
        None => images(&cli).and_then(|first| {
            lab::print("\n");
            let second = crawl(&cli)?;
            // Either may have gone wrong.
            Ok(if first == ExitCode::SUCCESS {
                second
            } else {
                first
            })
        }),
        Some(What::Images) => images(&cli),
        Some(What::Crawl) => crawl(&cli),
        Some(What::Thumbnails) => thumbnails(&cli),
        Some(What::Crawler) => crawler(&cli),
        Some(What::Checksum) => Ok(checksum(&cli)),
        Some(What::Trap { name }) => Ok(trap(&cli, *name)),
    };
    ended.unwrap_or_else(|problem| cli::usage(&problem))
}

fn images(cli: &Cli) -> Result<ExitCode, String> {
    let pictures = cli.flags.pictures(cli.common.seed)?;
    let (workers, longest) = (cli.flags.workers(4), cli.flags.size());
    Ok(cli.common.run(|| {
        images::run(&*pictures.studio, pictures.files.clone(), workers, longest)
    }))
}

fn crawl(cli: &Cli) -> Result<ExitCode, String> {
    let start = cli.flags.site(&cli.common)?;
    Ok(cli.common.run(|| {
        let settings = crawl::Settings {
            limits: start.limits,
            delay: cli.flags.delay(),
            stop: cli.flags.stop(),
        };
        crawl::run(&start.url, &settings, &*start.web)
    }))
}

fn thumbnails(cli: &Cli) -> Result<ExitCode, String> {
    let pictures = cli.flags.pictures(cli.common.seed)?;
    let workers = cli.flags.workers(4);
    let stages = Stages {
        decoders: workers,
        resizers: workers,
        encoders: workers,
        queue: 4,
    };
    Ok(cli.common.run(|| {
        let began = Instant::now();
        let outcomes = thumbnails::make_thumbnails(
            pictures.studio.clone(),
            pictures.files.clone(),
            cli.flags.size(),
            stages,
        );
        Summary::new(outcomes.expect("there are threads"), began.elapsed())
    }))
}

fn crawler(cli: &Cli) -> Result<ExitCode, String> {
    let start = cli.flags.site(&cli.common)?;
    Ok(cli.common.run(|| {
        let began = Instant::now();
        let web = Arc::clone(&start.web);
        let fetch = move |url: &str| web.fetch(url);
        let visits = crawler::crawl(&start.url, start.limits, fetch);
        CrawlReport::new(visits.expect("there are workers"), began.elapsed())
    }))
}

fn checksum(cli: &Cli) -> ExitCode {
    cli.flags.checksum(
        &cli.common,
        |disk, root, options, cancelled, report| {
            checksum::checksum(disk, root, options, cancelled, report)
                .expect("there are workers")
        },
        checksum::exit_code,
    )
}

fn trap(cli: &Cli, name: Trap) -> ExitCode {
    let (common, flags) = (&cli.common, &cli.flags);
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
