//! `cargo run -p real_world_cases_solution -- NAME`: the exercises of chapter 6,
//! solved.

use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use lab::cli::{self, Common};
use lab::time::Instant;
use outside::demo::Flags;
use real_world_cases_solution::exercises::{checksum, crawler, thumbnails};
use workloads::pictures::{Stages, Summary};
use workloads::site::CrawlReport;

/// Chapter 6: pictures, the web, files. The exercises, solved.
#[derive(Parser)]
#[command(name = "real_world_cases_solution")]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    flags: Flags,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
#[command(rename_all = "snake_case")]
enum What {
    /// Exercise: thumbnails in three stages
    Thumbnails,
    /// Exercise: a crawler
    Crawler,
    /// Exercise: checksums of a tree of files
    Checksum,
}

fn main() -> ExitCode {
    let cli: Cli = cli::parse();
    let ended = match &cli.what {
        What::Thumbnails => thumbnails(&cli),
        What::Crawler => crawler(&cli),
        What::Checksum => Ok(checksum(&cli)),
    };
    ended.unwrap_or_else(|problem| cli::usage(&problem))
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
