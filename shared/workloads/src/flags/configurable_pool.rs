//! Chapter 4.

use clap::Args;
use lab::cli;

/// What can be set on the command line.
#[derive(Args, Clone, Debug)]
pub struct Flags {
    /// Threads that work
    #[arg(long, global = true, value_name = "N", value_parser = cli::threads)]
    #[arg(allow_negative_numbers = true, default_value = "3")]
    pub workers: usize,
    /// Jobs that may wait [usually 10; backpressure: 2]
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true)]
    queue: Option<u32>,
    /// What the threads are called, before their number
    #[arg(long, global = true, value_name = "NAME", default_value = "worker")]
    pub thread_name: String,
    /// Jobs to do
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true, default_value = "8")]
    pub jobs: u32,
}

impl Flags {
    /// Jobs that may wait, unless the command line says something else.
    pub fn queue(&self, usually: usize) -> usize {
        self.queue.map_or(usually, |queue| queue as usize)
    }
}
