//! `cargo run -p advanced_patterns_solution -- NAME`: the exercises of chapter 5,
//! solved.

use std::process::ExitCode;

use advanced_patterns_solution::exercises::dynamic_pool::DynamicPool;
use advanced_patterns_solution::exercises::fast_pool::BoundedPool;
use advanced_patterns_solution::exercises::priority_pool::PriorityPool;
use advanced_patterns_solution::exercises::rate_limiter::RateLimiter;
use advanced_patterns_solution::exercises::work_stealing::run_stealing;
use clap::{Parser, Subcommand};
use lab::cli::{self, Common};
use workloads::flags::advanced_patterns::Flags;
use workloads::scaling::Task;
use workloads::{batching, priority, rate, scaling, tree};

/// Chapter 5: priorities, rates, scaling. The exercises, solved.
#[derive(Parser)]
#[command(name = "advanced_patterns_solution")]
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
    /// Exercise: urgent tasks first, and nobody forgotten
    PriorityPool,
    /// Exercise: a token bucket
    RateLimiter,
    /// Exercise: a pool that grows and shrinks
    DynamicPool,
    /// Exercise: workers who steal from each other
    WorkStealing,
    /// Exercise: batches that form by themselves
    FastPool,
}

fn main() -> ExitCode {
    let Cli {
        common,
        flags,
        what,
    } = cli::parse();
    let scaling = match flags.scaling() {
        Ok(scaling) => scaling,
        Err(problem) => return cli::usage(&problem),
    };
    let (rate, burst) = flags.rate();
    match what {
        What::PriorityPool => common.run(|| {
            let demo = priority::Demo::new(flags.tasks(40));
            let (workers, patience) = (flags.workers(2), flags.patience());
            let pool = PriorityPool::new(workers, patience, demo.work())
                .expect("there are workers");
            demo.feed(|task| pool.submit(task));
            pool.finish();
            demo.waits()
        }),
        What::RateLimiter => common.run(|| {
            let limiter = RateLimiter::new(rate, burst);
            rate::demonstrate(flags.requests, || limiter.acquire())
        }),
        What::DynamicPool => common.run(|| {
            let pool = DynamicPool::new(scaling, Task::process)
                .expect("these limits were checked");
            scaling::feed(flags.tasks(60), |task| pool.submit(task));
            pool.finish()
        }),
        What::WorkStealing => common.run(|| {
            tree::demonstrate(flags.tasks(40), |nodes, work| {
                run_stealing(flags.workers(4), nodes, work)
            })
        }),
        What::FastPool => common.run(|| {
            let workers = flags.workers(2);
            let pool = BoundedPool::start(workers, 16_384, batching::work)
                .expect("there are workers");
            batching::demonstrate(flags.tasks(60), pool, BoundedPool::submit)
        }),
    }
}
