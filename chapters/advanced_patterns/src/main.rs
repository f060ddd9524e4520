//! `cargo run -p advanced_patterns`: the lesson, the traps, and your exercises.

use std::process::ExitCode;

use advanced_patterns::exercises::dynamic_pool::DynamicPool;
use advanced_patterns::exercises::fast_pool::BoundedPool;
use advanced_patterns::exercises::priority_pool::PriorityPool;
use advanced_patterns::exercises::rate_limiter::RateLimiter;
use advanced_patterns::exercises::work_stealing::run_stealing;
use advanced_patterns::lesson::{dynamic, fast_pool, priorities, rate_limit};
use advanced_patterns::traps;
use clap::{Parser, Subcommand, ValueEnum};
use lab::cli::{self, Common};
use workloads::flags::advanced_patterns::Flags;
use workloads::scaling::Task;
use workloads::{batching, priority, rate, scaling, tree};

/// Chapter 5: priorities, rates, scaling. Without a command: the whole lesson.
#[derive(Parser)]
#[command(name = "advanced_patterns")]
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
    /// Lesson: urgent tasks first
    Priorities,
    /// Lesson: no more than so many requests a second
    RateLimit,
    /// Lesson: as many workers as are needed
    Dynamic,
    /// Lesson and exercise: a pool for very small jobs, in steps, and yours
    FastPool,
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

    let priorities =
        || common.run(|| priorities::run(flags.workers(3), flags.tasks(15)));
    let rate_limit = || {
        let (workers, requests) = (flags.workers(4), flags.requests);
        common.run(|| rate_limit::run(workers, requests, rate, burst as usize))
    };
    let dynamic = || common.run(|| dynamic::run(scaling, flags.tasks(60)));

    match what {
        None => {
            // Each with a clock of its own, until one goes wrong.
            let programs: [(&str, &dyn Fn() -> ExitCode); 3] = [
                ("priorities", &priorities),
                ("rate_limit", &rate_limit),
                ("dynamic", &dynamic),
            ];
            let mut codes = programs.iter().map(|(name, program)| {
                lab::print(&format!("\n── {name} ──\n\n"));
                program()
            });
            codes
                .find(|code| *code != ExitCode::SUCCESS)
                .unwrap_or(ExitCode::SUCCESS)
        }
        Some(What::Priorities) => priorities(),
        Some(What::RateLimit) => rate_limit(),
        Some(What::Dynamic) => dynamic(),
        Some(What::PriorityPool) => common.run(|| {
            let demo = priority::Demo::new(flags.tasks(40));
            let (workers, patience) = (flags.workers(2), flags.patience());
            let pool = PriorityPool::new(workers, patience, demo.work())
                .expect("there are workers");
            demo.feed(|task| pool.submit(task));
            pool.finish();
            demo.waits()
        }),
        Some(What::RateLimiter) => common.run(|| {
            let limiter = RateLimiter::new(rate, burst);
            rate::demonstrate(flags.requests, || limiter.acquire())
        }),
        Some(What::DynamicPool) => common.run(|| {
            let pool = DynamicPool::new(scaling, Task::process)
                .expect("these limits were checked");
            scaling::feed(flags.tasks(60), |task| pool.submit(task));
            pool.finish()
        }),
        Some(What::WorkStealing) => common.run(|| {
            tree::demonstrate(flags.tasks(40), |nodes, work| {
                run_stealing(flags.workers(4), nodes, work)
            })
        }),
        Some(What::FastPool) => {
            let (workers, tasks) = (flags.workers(2), flags.tasks(60));
            match common.run(|| fast_pool::run(workers, tasks)) {
                ExitCode::SUCCESS => {}
                code => return code,
            }
            lab::print("\n── yours ──\n\n");
            common.run(|| {
                let pool = BoundedPool::start(workers, 16_384, batching::work)
                    .expect("there are workers");
                batching::demonstrate(tasks, pool, BoundedPool::submit)
            })
        }
        Some(What::Trap { name }) => trap(&common, &flags, name),
    }
}

fn trap(common: &Common, flags: &Flags, name: Trap) -> ExitCode {
    match name {
        Trap::RandomSelect => {
            common.run_trap(|| traps::random_select::run(flags.tasks(15)))
        }
        Trap::Starvation => {
            common.run_trap(|| traps::starvation::run(flags.tasks(40)))
        }
        Trap::WindowEdge => common
            .run_trap(|| traps::window_edge::run(flags.requests, flags.rate().0)),
        Trap::ScaleUpOnly => {
            common.run_trap(|| traps::scale_up_only::run(flags.max, flags.tasks(40)))
        }
    }
}
