//! `cargo run -p robust_retry_pool_solution -- NAME`: the exercises of chapter 3, solved.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use lab::cli::{self, Common};
use robust_retry_pool_solution::exercises::{
    http_simulator, live_metrics, retry_pool,
};
use workloads::flags::robust_retry_pool::Flags;
use workloads::{http, metrics, retry};

/// Chapter 3: errors and retries. The exercises, solved.
#[derive(Parser)]
#[command(name = "robust_retry_pool_solution")]
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
    /// Exercise: the pool of the lesson, for any service
    RetryPool,
    /// Exercise: requests, exponential backoff and statistics
    HttpSimulator,
    /// Exercise: a pool that reports its figures while it works
    LiveMetrics,
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
        What::RetryPool => common.run(|| {
            retry::demonstrate(tasks, |tasks| {
                retry_pool::retry_pool(policy, tasks, move |task, attempt| {
                    service.serve_aloud(task, attempt)
                })
            })
        }),
        What::HttpSimulator => common.run(|| {
            let (policy, server) = (flags.http_policy(seed), flags.server(seed));
            let answer =
                move |request, attempt| server.answer_aloud(request, attempt);
            let simulate =
                |requests| http_simulator::simulate(policy, requests, answer);
            let statistics = http_simulator::statistics;
            http::demonstrate(seed, flags.requests, simulate, statistics)
        }),
        What::LiveMetrics => common.run(|| {
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
    }
}
