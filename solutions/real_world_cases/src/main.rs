//! `cargo run -p real_world_cases_solution -- NAME`: the exercises of chapter 6,
//! solved.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use lab::cli::{self, Common};
use outside::demo;
use outside::flags::Flags;
use real_world_cases_solution::exercises::{checksum, crawler, thumbnails};

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
    let Cli {
        common,
        flags,
        what,
    } = cli::parse();
    let ended = match what {
        What::Thumbnails => {
            demo::thumbnails(&common, &flags, thumbnails::make_thumbnails)
        }
        What::Crawler => demo::crawler(&common, &flags, crawler::crawl),
        What::Checksum => {
            demo::checksum(&common, &flags, checksum::checksum, checksum::exit_code)
        }
    };
    ended.unwrap_or_else(|problem| cli::usage(&problem))
}
