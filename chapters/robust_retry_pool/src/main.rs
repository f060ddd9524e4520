//! `cargo run -p robust_retry_pool`: the lesson, the traps, and your exercises.

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use lab::cli::{self, Common};
use robust_retry_pool::exercises::{http_simulator, live_metrics, retry_pool};
use robust_retry_pool::{lesson, traps};
use workloads::flags::robust_retry_pool::Flags;
use workloads::{http, metrics, retry};

/// Chapter 3: errors and retries. Without a command: the lesson.
#[derive(Parser)]
#[command(name = "robust_retry_pool")]
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
    let Cli {
        common,
        flags,
        what,
    } = cli::parse();
    let seed = common.seed;
    let (policy, service) = (flags.policy(), flags.service(seed));
    let tasks = flags.tasks(15);
    match what {
        None => common.run(|| lesson::run(policy, service, tasks)),
        Some(What::RetryPool) => common.run(|| {
            retry::demonstrate(tasks, |tasks| {
                retry_pool::retry_pool(policy, tasks, move |task, attempt| {
                    service.serve_aloud(task, attempt)
                })
            })
        }),
        Some(What::HttpSimulator) => common.run(|| {
            let (policy, server) = (flags.http_policy(seed), flags.server(seed));
            let answer =
                move |request, attempt| server.answer_aloud(request, attempt);
            let simulate =
                |requests| http_simulator::simulate(policy, requests, answer);
            let statistics = http_simulator::statistics;
            http::demonstrate(seed, flags.requests, simulate, statistics)
        }),
        Some(What::LiveMetrics) => common.run(|| {
            metrics::demonstrate(flags.tasks(100), |tasks| {
                let serve = move |task| service.serve(task, 1);
                let every = flags.every();
                live_metrics::run_with_metrics(
                    policy.workers,
                    tasks,
                    every,
                    serve,
                    metrics::say,
                )
            })
        }),
        Some(What::Trap { name }) => common.run_trap(|| match name {
            Trap::NobodyCloses => traps::nobody_closes::run(policy, service, tasks),
            Trap::ClosedTooEarly => {
                traps::closed_too_early::run(policy, service, tasks)
            }
            Trap::CountsSubmissions => {
                traps::counts_submissions::run(policy, service, tasks)
            }
        }),
    }
}
