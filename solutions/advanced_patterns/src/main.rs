//! `cargo run -p advanced_patterns_solution -- NAME`: the exercises of chapter 5,
//! solved.

use std::process::ExitCode;
use std::time::Duration;

use advanced_patterns_solution::exercises::dynamic_pool::DynamicPool;
use advanced_patterns_solution::exercises::priority_pool::PriorityPool;
use advanced_patterns_solution::exercises::rate_limiter::RateLimiter;
use advanced_patterns_solution::exercises::work_stealing::run_stealing;
use clap::builder::TypedValueParser;
use clap::{Parser, Subcommand};
use lab::cli::{self, Common};
use workloads::scaling::{Scaling, Task};
use workloads::{priority, rate, scaling, tree};

/// Chapter 5: priorities, rates, scaling. The exercises, solved.
#[derive(Parser)]
#[command(name = "advanced_patterns_solution")]
struct Cli {
    #[command(flatten)]
    common: Common,
    /// Threads that work [usually 4; priority_pool: 2]
    #[arg(long, global = true, value_name = "N", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true)]
    workers: Option<usize>,
    /// Tasks to do [usually 40 or 60]
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true)]
    tasks: Option<u32>,
    /// Requests to make, twice
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true, default_value = "20")]
    requests: u32,
    /// Requests per second
    #[arg(long, global = true, value_name = "N", value_parser = up_to_a_million())]
    #[arg(allow_negative_numbers = true, default_value = "10")]
    rate: u32,
    /// Requests that may come at once
    #[arg(long, global = true, value_name = "N", value_parser = up_to_a_million())]
    #[arg(allow_negative_numbers = true, default_value = "5")]
    burst: u32,
    /// dynamic_pool: least workers
    #[arg(long, global = true, value_name = "N", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true, default_value = "1")]
    min: usize,
    /// dynamic_pool: most workers
    #[arg(long, global = true, value_name = "N", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true, default_value = "5")]
    max: usize,
    /// dynamic_pool: how many tasks may wait
    #[arg(long, global = true, value_name = "N", value_parser = up_to_a_million())]
    #[arg(allow_negative_numbers = true, default_value = "20")]
    queue: u32,
    /// dynamic_pool: ms after which an idle worker ends
    #[arg(long, global = true, value_name = "MS", value_parser = up_to_a_million())]
    #[arg(allow_negative_numbers = true, default_value = "3000")]
    idle: u32,
    /// dynamic_pool: ms between two lines of the monitor
    #[arg(long, global = true, value_name = "MS", value_parser = up_to_a_million())]
    #[arg(allow_negative_numbers = true, default_value = "5000")]
    every: u32,
    /// priority_pool: ms after which nobody is overtaken
    #[arg(long, global = true, value_name = "MS", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true, default_value = "1000")]
    patience: u32,
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
}

/// What a rate, a size or a time in ms may be.
fn up_to_a_million() -> impl TypedValueParser<Value = u32> {
    clap::value_parser!(u32).range(1..=1_000_000)
}

impl Cli {
    fn scaling(&self) -> Result<Scaling, ExitCode> {
        let scaling = Scaling {
            min: self.min,
            max: self.max,
            queue: self.queue as usize,
            idle: Duration::from_millis(self.idle.into()),
            every: Duration::from_millis(self.every.into()),
        };
        scaling.check().map(|()| scaling).map_err(|error| {
            eprintln!("error: {error}: --min {}, --max {}", self.min, self.max);
            ExitCode::from(2)
        })
    }
}

fn main() -> ExitCode {
    let cli: Cli = cli::parse();
    let common = &cli.common;
    match &cli.what {
        What::PriorityPool => common.run(|| {
            let demo = priority::Demo::new(cli.tasks.unwrap_or(40));
            let workers = cli.workers.unwrap_or(2);
            let patience = Duration::from_millis(cli.patience.into());
            let pool = PriorityPool::new(workers, patience, demo.work())
                .expect("there are workers");
            demo.feed(|task| pool.submit(task));
            pool.finish();
            demo.waits()
        }),
        What::RateLimiter => common.run(|| {
            let limiter = RateLimiter::new(cli.rate, cli.burst);
            rate::demonstrate(cli.requests, || limiter.acquire())
        }),
        What::DynamicPool => dynamic_pool(&cli),
        What::WorkStealing => common.run(|| {
            let workers = cli.workers.unwrap_or(4);
            tree::demonstrate(cli.tasks.unwrap_or(40), |nodes, work| {
                run_stealing(workers, nodes, work)
            })
        }),
    }
}

fn dynamic_pool(cli: &Cli) -> ExitCode {
    let scaling = match cli.scaling() {
        Ok(scaling) => scaling,
        Err(code) => return code,
    };
    cli.common.run(|| {
        let pool = DynamicPool::new(scaling, Task::process)
            .expect("these limits were checked");
        scaling::feed(cli.tasks.unwrap_or(60), |task| pool.submit(task));
        pool.finish()
    })
}
