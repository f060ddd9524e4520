//! Chapter 1.

use clap::Args;
use lab::cli;

/// What can be set on the command line.
#[derive(Args, Clone, Debug)]
pub struct Flags {
    /// Files to read [usually 10000; traps: 10]
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true)]
    files: Option<u32>,
    /// Threads that work; for bounded_spawn: that are alive at once
    #[arg(long, global = true, value_name = "N", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true, default_value = "10")]
    pub workers: usize,
    /// Files that may wait for a worker
    #[arg(long, global = true, value_name = "N", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true, default_value = "100")]
    pub queue: usize,
    /// Requests that the disk serves at a time
    #[arg(long, global = true, value_name = "N", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true, default_value = "8")]
    pub disk: usize,
    /// Threads that the lab allows in the last part of the lesson
    #[arg(long, global = true, value_name = "N", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true, default_value = "1000")]
    pub limit: usize,
}

impl Flags {
    /// How many files there are.
    pub fn files(&self) -> u32 {
        self.files.unwrap_or(10_000)
    }

    /// The same for a trap, which shows a line for each file.
    pub fn few_files(&self) -> u32 {
        self.files.unwrap_or(10)
    }
}
