//! Chapter 2.

use clap::Args;
use lab::cli;

/// What can be set on the command line.
#[derive(Args, Clone, Debug)]
pub struct Flags {
    /// Threads that work [usually 3; primes: 6, prime_batches: 4]
    #[arg(long, global = true, value_name = "N", value_parser = cli::threads)]
    #[arg(allow_negative_numbers = true)]
    workers: Option<usize>,
    /// Jobs to do
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true, default_value = "10")]
    pub jobs: u32,
    /// Jobs that may wait in the lesson, and results
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true, default_value = "10")]
    pub queue: u32,
    /// The last number to test, for the primes
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true, default_value = "10000")]
    pub limit: u32,
    /// Numbers in a batch, for prime_batches
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true, default_value = "500")]
    pub batch: u32,
}

impl Flags {
    /// Threads, unless the command line says something else.
    pub fn workers(&self, usually: usize) -> usize {
        self.workers.unwrap_or(usually)
    }
}
