//! Chapter 3.

use std::time::Duration;

use clap::Args;
use lab::cli;

use crate::http;
use crate::retry::{Flaky, Policy};

/// What can be set on the command line.
#[derive(Args, Clone, Debug)]
pub struct Flags {
    /// Threads that work [usually 4; http_simulator: 5]
    #[arg(long, global = true, value_name = "N", value_parser = cli::threads)]
    #[arg(allow_negative_numbers = true)]
    workers: Option<usize>,
    /// Tasks to do [usually 15; live_metrics: 100]
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true)]
    tasks: Option<u32>,
    /// Requests to send, for http_simulator
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true, default_value = "50")]
    pub requests: u32,
    /// Attempts at a task, the first one included
    #[arg(long, global = true, value_name = "N", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true, default_value = "3")]
    attempts: usize,
    /// Milliseconds that an attempt takes at most
    #[arg(long, global = true, value_name = "MS", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true, default_value = "500")]
    longest: usize,
    /// Milliseconds before a retry; http_simulator doubles them each time
    #[arg(long, global = true, value_name = "MS", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true, default_value = "100")]
    pause: u32,
    /// Milliseconds that http_simulator may wait longer, at random
    #[arg(long, global = true, value_name = "MS", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true, default_value = "0")]
    jitter: u32,
    /// Of a hundred attempts so many fail
    #[arg(long, global = true, value_name = "N", value_parser = percent)]
    #[arg(allow_negative_numbers = true, default_value = "20")]
    failing: u32,
    /// For http_simulator: a code 4xx is final, but for 408 and 429
    #[arg(long, global = true)]
    final_4xx: bool,
    /// Milliseconds from one report of live_metrics to the next
    #[arg(long, global = true, value_name = "MS", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true, default_value = "2000")]
    every: usize,
}

fn percent(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(percent @ 0..=100) => Ok(percent),
        _ => Err("it must be a whole number from 0 to 100".to_owned()),
    }
}

impl Flags {
    /// Tasks, unless the command line says something else.
    pub fn tasks(&self, usually: u32) -> u32 {
        self.tasks.unwrap_or(usually)
    }

    /// The time between two reports.
    pub fn every(&self) -> Duration {
        Duration::from_millis(self.every as u64)
    }

    /// Who works, and how often a task is tried.
    pub fn policy(&self) -> Policy {
        Policy {
            workers: self.workers.unwrap_or(4),
            attempts: self.attempts,
            pause: Duration::from_millis(self.pause.into()),
        }
    }

    /// A service that may fail.
    pub fn service(&self, seed: u64) -> Flaky {
        Flaky {
            seed,
            failing: self.failing,
            longest: self.longest as u64,
        }
    }

    /// Who sends, and when a request is sent again.
    pub fn http_policy(&self, seed: u64) -> http::Policy {
        http::Policy {
            workers: self.workers.unwrap_or(5),
            attempts: self.attempts,
            backoff: Duration::from_millis(self.pause.into()),
            jitter: Duration::from_millis(self.jitter.into()),
            is_retryable: if self.final_4xx {
                http::passing_errors
            } else {
                http::any_error
            },
            seed,
        }
    }

    /// A server that may fail.
    pub fn server(&self, seed: u64) -> http::Server {
        http::Server {
            seed,
            failing: self.failing,
            longest: self.longest as u64,
        }
    }
}
