//! `cargo run -p advanced_patterns`: the lesson, the traps, and your exercises.

use std::process::ExitCode;
use std::time::Duration;

use advanced_patterns::exercises::dynamic_pool::DynamicPool;
use advanced_patterns::exercises::priority_pool::PriorityPool;
use advanced_patterns::exercises::rate_limiter::RateLimiter;
use advanced_patterns::exercises::work_stealing::run_stealing;
use advanced_patterns::lesson::{dynamic, priorities, rate_limit};
use advanced_patterns::traps;
use clap::builder::TypedValueParser;
use clap::{Parser, Subcommand, ValueEnum};
use lab::cli::{self, Common};
use workloads::scaling::{Scaling, Task};
use workloads::{priority, rate, scaling, tree};

/// Chapter 5: priorities, rates, scaling. Without a command: the whole lesson.
#[derive(Parser)]
#[command(name = "advanced_patterns")]
struct Cli {
    #[command(flatten)]
    common: Common,
    /// Threads that work [usually 3 or 4; priority_pool: 2]
    #[arg(long, global = true, value_name = "N", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true)]
    workers: Option<usize>,
    /// Tasks to do [usually 15 to 60]
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true)]
    tasks: Option<u32>,
    /// Requests to make [usually 20]
    #[arg(long, global = true, value_name = "N", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true)]
    requests: Option<u32>,
    /// Requests per second
    #[arg(long, global = true, value_name = "N", value_parser = up_to_a_million())]
    #[arg(allow_negative_numbers = true, default_value = "10")]
    rate: u32,
    /// Requests that may come at once
    #[arg(long, global = true, value_name = "N", value_parser = up_to_a_million())]
    #[arg(allow_negative_numbers = true, default_value = "5")]
    burst: u32,
    /// A pool that scales: least workers
    #[arg(long, global = true, value_name = "N", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true, default_value = "1")]
    min: usize,
    /// A pool that scales: most workers
    #[arg(long, global = true, value_name = "N", value_parser = cli::at_least_one)]
    #[arg(allow_negative_numbers = true, default_value = "5")]
    max: usize,
    /// A pool that scales: how many tasks may wait
    #[arg(long, global = true, value_name = "N", value_parser = up_to_a_million())]
    #[arg(allow_negative_numbers = true, default_value = "20")]
    queue: u32,
    /// A pool that scales: ms after which an idle worker ends
    #[arg(long, global = true, value_name = "MS", value_parser = up_to_a_million())]
    #[arg(allow_negative_numbers = true, default_value = "3000")]
    idle: u32,
    /// A pool that scales: ms between two lines of the monitor
    #[arg(long, global = true, value_name = "MS", value_parser = up_to_a_million())]
    #[arg(allow_negative_numbers = true, default_value = "5000")]
    every: u32,
    /// priority_pool: ms after which nobody is overtaken
    #[arg(long, global = true, value_name = "MS", value_parser = cli::whole_number)]
    #[arg(allow_negative_numbers = true, default_value = "1000")]
    patience: u32,
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
#[command(rename_all = "snake_case")]
enum What {
    /// Lesson: urgent tasks first
    Priorities,
    /// Lesson: no more than so many requests a second
    RateLimit,
    /// Lesson: as many workers as are needed
    Dynamic,
    /// Exercise: urgent tasks first, and nobody forgotten
    PriorityPool,
    /// Exercise: a token bucket
    RateLimiter,
    /// Exercise: a pool that grows and shrinks
    DynamicPool,
    /// Exercise: workers who steal from each other
    WorkStealing,
    /// A program that is broken on purpose
    Trap { name: Trap },
}

#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Trap {
    /// A plain select over three queues
    RandomSelect,
    /// Strict priority under steady load
    Starvation,
    /// A rate counted within fixed windows
    WindowEdge,
    /// A pool that only grows, with a monitor that never ends
    ScaleUpOnly,
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
        None => lesson(&cli),
        Some(What::Priorities) => priorities(&cli),
        Some(What::RateLimit) => rate_limit(&cli),
        Some(What::Dynamic) => dynamic(&cli),
        Some(What::PriorityPool) => common.run(|| {
            let demo = priority::Demo::new(cli.tasks.unwrap_or(40));
            let workers = cli.workers.unwrap_or(2);
            let patience = Duration::from_millis(cli.patience.into());
            let pool = PriorityPool::new(workers, patience, demo.work())
                .expect("there are workers");
            demo.feed(|task| pool.submit(task));
            pool.finish();
            demo.waits()
        }),
        Some(What::RateLimiter) => common.run(|| {
            let limiter = RateLimiter::new(cli.rate, cli.burst);
            let requests = cli.requests.unwrap_or(20);
            rate::demonstrate(requests, || limiter.acquire())
        }),
        Some(What::DynamicPool) => dynamic_pool(&cli),
        Some(What::WorkStealing) => common.run(|| {
            let workers = cli.workers.unwrap_or(4);
            tree::demonstrate(cli.tasks.unwrap_or(40), |nodes, work| {
                run_stealing(workers, nodes, work)
            })
        }),
        Some(What::Trap { name }) => trap(&cli, *name),
    }
}

/// All three programs, one after the other, each with a clock of its own.
fn lesson(cli: &Cli) -> ExitCode {
    let programs = [
        ("priorities", priorities as fn(&Cli) -> ExitCode),
        ("rate_limit", rate_limit),
        ("dynamic", dynamic),
    ];
    for (name, program) in programs {
        lab::print(&format!("\n── {name} ──\n\n"));
        let code = program(cli);
        if code != ExitCode::SUCCESS {
            return code;
        }
    }
    ExitCode::SUCCESS
}

fn priorities(cli: &Cli) -> ExitCode {
    let workers = cli.workers.unwrap_or(3);
    let run = || priorities::run(workers, cli.tasks.unwrap_or(15));
    cli.common.run(run)
}

fn rate_limit(cli: &Cli) -> ExitCode {
    let workers = cli.workers.unwrap_or(4);
    let requests = cli.requests.unwrap_or(20);
    let run = || rate_limit::run(workers, requests, cli.rate, cli.burst as usize);
    cli.common.run(run)
}

fn dynamic(cli: &Cli) -> ExitCode {
    let scaling = match cli.scaling() {
        Ok(scaling) => scaling,
        Err(code) => return code,
    };
    let run = || dynamic::run(scaling, cli.tasks.unwrap_or(60));
    cli.common.run(run)
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

fn trap(cli: &Cli, name: Trap) -> ExitCode {
    let (common, tasks) = (&cli.common, cli.tasks);
    let requests = cli.requests.unwrap_or(20);
    match name {
        Trap::RandomSelect => {
            common.run_trap(|| traps::random_select::run(tasks.unwrap_or(15)))
        }
        Trap::Starvation => {
            common.run_trap(|| traps::starvation::run(tasks.unwrap_or(40)))
        }
        Trap::WindowEdge => {
            common.run_trap(|| traps::window_edge::run(requests, cli.rate))
        }
        Trap::ScaleUpOnly => common
            .run_trap(|| traps::scale_up_only::run(cli.max, tasks.unwrap_or(40))),
    }
}
