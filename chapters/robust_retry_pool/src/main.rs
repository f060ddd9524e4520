//! `cargo run -p robust_retry_pool`: the lesson, the traps, and your exercises.

use std::process::ExitCode;

use cli::Program;
use cli::flags::robust_retry_pool::Flags;
use robust_retry_pool::exercises::http_simulator;
use robust_retry_pool::exercises::live_metrics::run_with_metrics;
use robust_retry_pool::exercises::retry_pool::retry_pool;
use robust_retry_pool::lesson;
use robust_retry_pool::traps::{
    closed_too_early, counts_submissions, nobody_closes,
};
use workloads::{http, metrics, retry};

fn main() -> ExitCode {
    Program::<Flags>::new(
        "robust_retry_pool",
        "Chapter 3: errors and retries. Without a command: the lesson",
    )
    .lesson(|common, flags| {
        common.run(|| {
            lesson::run(flags.policy(), flags.service(common.seed), flags.tasks(15))
        })
    })
    .command(
        "retry_pool",
        "Exercise: the pool of the lesson, for any service",
        |common, flags| {
            common.run(|| {
                let service = flags.service(common.seed);
                retry::demonstrate(flags.tasks(15), |tasks| {
                    retry_pool(flags.policy(), tasks, move |task, attempt| {
                        service.serve_aloud(task, attempt)
                    })
                })
            })
        },
    )
    .command(
        "http_simulator",
        "Exercise: requests, exponential backoff and statistics",
        |common, flags| {
            common.run(|| {
                let (seed, server) = (common.seed, flags.server(common.seed));
                let policy = flags.http_policy(seed);
                let answer =
                    move |request, attempt| server.answer_aloud(request, attempt);
                let simulate =
                    |requests| http_simulator::simulate(policy, requests, answer);
                let statistics = http_simulator::statistics;
                http::demonstrate(seed, flags.requests, simulate, statistics)
            })
        },
    )
    .command(
        "live_metrics",
        "Exercise: a pool that reports its figures while it works",
        |common, flags| {
            common.run(|| {
                metrics::demonstrate(flags.tasks(100), |tasks| {
                    let service = flags.service(common.seed);
                    let serve = move |task| service.serve(task, 1);
                    let (workers, every) = (flags.policy().workers, flags.every());
                    run_with_metrics(workers, tasks, every, serve, metrics::say)
                })
            })
        },
    )
    .trap(
        "nobody_closes",
        "Everybody waits for somebody else to say that it is over",
        |common, flags| {
            common.run_trap(|| {
                nobody_closes::run(
                    flags.policy(),
                    flags.service(common.seed),
                    flags.tasks(15),
                )
            })
        },
    )
    .trap(
        "closed_too_early",
        "The end is announced when all tasks are submitted",
        |common, flags| {
            common.run_trap(|| {
                closed_too_early::run(
                    flags.policy(),
                    flags.service(common.seed),
                    flags.tasks(15),
                )
            })
        },
    )
    .trap(
        "counts_submissions",
        "A task counts as done when a worker takes it",
        |common, flags| {
            common.run_trap(|| {
                counts_submissions::run(
                    flags.policy(),
                    flags.service(common.seed),
                    flags.tasks(15),
                )
            })
        },
    )
    .main()
}
