//! `cargo run -p robust_retry_pool`: the lesson, the traps, and your exercises.

use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};
use lab::cli::{self, Common};
use robust_retry_pool::exercises::{http_simulator, live_metrics, retry_pool};
use robust_retry_pool::{lesson, traps};
use workloads::http::{self, Server};
use workloads::retry::{self, Flaky, Policy};

/// Chapter 3: errors and retries. Without a command: the lesson.
#[derive(Parser)]
#[command(name = "robust_retry_pool")]
struct Cli {
    #[command(flatten)]
    common: Common,
    /// Threads that work [usually 4; http_simulator: 5]
    #[arg(long, global = true, value_name = "N", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true)]
    workers: Option<usize>,
    /// Tasks to do [usually 15; live_metrics: 100]
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true)]
    tasks: Option<u32>,
    /// Requests to send, for http_simulator
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true, default_value = "50")]
    requests: u32,
    /// Attempts at a task, the first one included
    #[arg(long, global = true, value_name = "N", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true, default_value = "3")]
    attempts: usize,
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
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
#[command(rename_all = "snake_case")]
enum What {
    /// Exercise: the pool of the lesson, for any service
    RetryPool,
    /// Exercise: requests, exponential backoff and statistics
    HttpSimulator,
    /// Exercise: a pool that reports its figures while it works
    LiveMetrics,
    /// A program that is broken on purpose
    Trap { name: Trap },
}

#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Trap {
    /// Everybody waits for somebody else to say that it is over
    NobodyCloses,
    /// The end is announced when all tasks are submitted
    ClosedTooEarly,
    /// A task counts as done when a worker takes it
    CountsSubmissions,
}

fn main() -> ExitCode {
    let cli: Cli = cli::parse();
    let common = &cli.common;
    let (policy, service) = (cli.policy(), cli.service());
    let tasks = cli.tasks.unwrap_or(15);
    match &cli.what {
        None => common.run(|| lesson::run(policy, service, tasks)),
        Some(What::Trap { name }) => common.run_trap(|| match name {
            Trap::NobodyCloses => {
                traps::nobody_closes::run(policy, service, tasks).to_owned()
            }
            Trap::ClosedTooEarly => {
                traps::closed_too_early::run(policy, service, tasks)
            }
            Trap::CountsSubmissions => {
                traps::counts_submissions::run(policy, service, tasks)
            }
        }),
        Some(What::RetryPool) => common.run(|| {
            retry::demonstrate(tasks, |tasks| {
                retry_pool::retry_pool(policy, tasks, move |task, attempt| {
                    service.serve_aloud(task, attempt)
                })
            })
        }),
        Some(What::HttpSimulator) => common.run(|| {
            let (policy, server) = (cli.http_policy(), cli.server());
            let simulate = |requests| {
                http_simulator::simulate(
                    policy,
                    requests,
                    move |request, attempt| server.answer_aloud(request, attempt),
                )
            };
            let statistics = http_simulator::statistics;
            http::demonstrate(common.seed, cli.requests, simulate, statistics)
        }),
        Some(What::LiveMetrics) => common.run(|| {
            let every = Duration::from_millis(cli.every as u64);
            let tasks = cli.tasks.unwrap_or(100);
            workloads::metrics::demonstrate(tasks, |tasks| {
                live_metrics::run_with_metrics(
                    policy.workers,
                    tasks,
                    every,
                    move |task| service.serve(task, 1),
                    workloads::metrics::say,
                )
            })
        }),
    }
}

impl Cli {
    fn policy(&self) -> Policy {
        Policy {
            workers: self.workers.unwrap_or(4),
            attempts: self.attempts,
            pause: Duration::from_millis(self.pause.into()),
        }
    }

    fn service(&self) -> Flaky {
        Flaky {
            seed: self.common.seed,
            failing: self.failing,
        }
    }

    fn http_policy(&self) -> http::Policy {
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
            seed: self.common.seed,
        }
    }

    fn server(&self) -> Server {
        Server {
            seed: self.common.seed,
            failing: self.failing,
        }
    }
}

fn percent(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(percent @ 0..=100) => Ok(percent),
        _ => Err("it must be a whole number from 0 to 100".to_owned()),
    }
}
