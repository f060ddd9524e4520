//! Chapter 5.

use std::time::Duration;

use clap::Args;
use lab::cli;

use crate::scaling::Scaling;

/// What can be set on the command line.
#[derive(Args, Clone, Debug)]
pub struct Flags {
    /// Threads that work [usually 3 or 4; priority_pool: 2]
    #[arg(long, global = true, value_name = "N", value_parser = cli::threads)]
    #[arg(allow_negative_numbers = true)]
    workers: Option<usize>,
    /// Tasks to do [usually 15 to 60]
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true)]
    tasks: Option<u32>,
    /// Requests to make
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true, default_value = "20")]
    pub requests: u32,
    /// Requests per second
    #[arg(long, global = true, value_name = "N", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true, default_value = "10")]
    rate: usize,
    /// Requests that may come at once
    #[arg(long, global = true, value_name = "N", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true, default_value = "5")]
    burst: usize,
    /// A pool that scales: least workers
    #[arg(long, global = true, value_name = "N", value_parser = cli::threads)]
    #[arg(allow_negative_numbers = true, default_value = "1")]
    min: usize,
    /// A pool that scales: most workers
    #[arg(long, global = true, value_name = "N", value_parser = cli::threads)]
    #[arg(allow_negative_numbers = true, default_value = "5")]
    pub max: usize,
    /// A pool that scales: how many tasks may wait
    #[arg(long, global = true, value_name = "N", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true, default_value = "20")]
    queue: usize,
    /// A pool that scales: ms after which an idle worker ends
    #[arg(long, global = true, value_name = "MS", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true, default_value = "3000")]
    idle: usize,
    /// A pool that scales: ms between two lines of the monitor
    #[arg(long, global = true, value_name = "MS", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true, default_value = "5000")]
    every: usize,
    /// priority_pool: ms after which nobody is overtaken
    #[arg(long, global = true, value_name = "MS", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true, default_value = "1000")]
    patience: u32,
}

impl Flags {
    /// Threads, unless the command line says something else.
    pub fn workers(&self, usually: usize) -> usize {
        self.workers.unwrap_or(usually)
    }

    /// Tasks, unless the command line says something else.
    pub fn tasks(&self, usually: u32) -> u32 {
        self.tasks.unwrap_or(usually)
    }

    /// Requests per second, and how many may come at once.
    pub fn rate(&self) -> (u32, u32) {
        (self.rate as u32, self.burst as u32)
    }

    /// After this time nobody is overtaken.
    pub fn patience(&self) -> Duration {
        Duration::from_millis(self.patience.into())
    }

    /// When a pool grows and shrinks.
    ///
    /// # Errors
    ///
    /// A sentence that says what cannot be.
    pub fn scaling(&self) -> Result<Scaling, String> {
        let Flags { min, max, .. } = *self;
        let scaling = Scaling {
            min,
            max,
            queue: self.queue,
            idle: Duration::from_millis(self.idle as u64),
            every: Duration::from_millis(self.every as u64),
        };
        match scaling.check() {
            Ok(()) => Ok(scaling),
            Err(error) => Err(format!("{error}: --min {min}, --max {max}")),
        }
    }
}
