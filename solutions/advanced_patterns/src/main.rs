//! `cargo run -p advanced_patterns_solution -- NAME`: the exercises of chapter 5, solved.

use std::process::ExitCode;

use advanced_patterns_solution::exercises::dynamic_pool::DynamicPool;
use advanced_patterns_solution::exercises::fast_pool::BoundedPool;
use advanced_patterns_solution::exercises::priority_pool::PriorityPool;
use advanced_patterns_solution::exercises::rate_limiter::RateLimiter;
use advanced_patterns_solution::exercises::work_stealing::run_stealing;
use cli::Program;
use cli::flags::advanced_patterns::Flags;
use workloads::scaling::Task;
use workloads::{batching, priority, rate, scaling, tree};

fn main() -> ExitCode {
    Program::<Flags>::new(
        "advanced_patterns_solution",
        "Chapter 5: priorities, rates, scaling. The exercises, solved",
    )
    .command(
        "priority_pool",
        "Exercise: urgent tasks first, and nobody forgotten",
        |common, flags| {
            common.run(|| {
                let demo = priority::Demo::new(flags.tasks(40));
                let (workers, patience) = (flags.workers(2), flags.patience());
                let pool = PriorityPool::new(workers, patience, demo.work())
                    .expect("there are workers");
                demo.feed(|task| pool.submit(task));
                pool.finish();
                demo.waits()
            })
        },
    )
    .command(
        "rate_limiter",
        "Exercise: a token bucket",
        |common, flags| {
            common.run(|| {
                let (rate, burst) = flags.rate();
                let limiter = RateLimiter::new(rate, burst);
                rate::demonstrate(flags.requests, || limiter.acquire())
            })
        },
    )
    .command(
        "dynamic_pool",
        "Exercise: a pool that grows and shrinks",
        |common, flags| {
            common.run(|| {
                let pool = DynamicPool::new(flags.scaling(), Task::process)
                    .expect("these limits were checked");
                scaling::feed(flags.tasks(60), |task| pool.submit(task));
                pool.finish()
            })
        },
    )
    .command(
        "work_stealing",
        "Exercise: workers who steal from each other",
        |common, flags| {
            common.run(|| {
                tree::demonstrate(flags.tasks(40), |nodes, work| {
                    run_stealing(flags.workers(4), nodes, work)
                })
            })
        },
    )
    .command(
        "fast_pool",
        "Exercise: batches that form by themselves",
        |common, flags| {
            common.run(|| {
                let pool =
                    BoundedPool::start(flags.workers(2), 16_384, batching::work)
                        .expect("there are workers");
                batching::demonstrate(flags.tasks(60), pool, BoundedPool::submit)
            })
        },
    )
    .main()
}
