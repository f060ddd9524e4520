//! `cargo run -p advanced_patterns`: the lesson, the traps, and your exercises.

use std::process::ExitCode;

use advanced_patterns::exercises::dynamic_pool::DynamicPool;
use advanced_patterns::exercises::fast_pool::BoundedPool;
use advanced_patterns::exercises::priority_pool::PriorityPool;
use advanced_patterns::exercises::rate_limiter::RateLimiter;
use advanced_patterns::exercises::work_stealing::run_stealing;
use advanced_patterns::lesson::{dynamic, fast_pool, priorities, rate_limit};
use advanced_patterns::traps::{
    random_select, scale_up_only, starvation, window_edge,
};
use cli::flags::advanced_patterns::Flags;
use cli::{Common, Program};
use workloads::scaling::Task;
use workloads::{batching, priority, rate, scaling, tree};

fn main() -> ExitCode {
    Program::<Flags>::new(
        "advanced_patterns",
        "Chapter 5: priorities, rates, scaling. Without a command: the whole lesson",
    )
    .lesson(whole_lesson)
    .command("priorities", "Lesson: urgent tasks first", priorities)
    .command(
        "rate_limit",
        "Lesson: no more than so many requests a second",
        rate_limit,
    )
    .command("dynamic", "Lesson: as many workers as are needed", dynamic)
    .command(
        "fast_pool",
        "Lesson and exercise: a pool for very small jobs, in steps, and yours",
        fast_pool,
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
    .trap(
        "random_select",
        "A plain select over three queues",
        |common, flags| common.run_trap(|| random_select::run(flags.tasks(15))),
    )
    .trap(
        "starvation",
        "Strict priority under steady load",
        |common, flags| common.run_trap(|| starvation::run(flags.tasks(40))),
    )
    .trap(
        "window_edge",
        "A rate counted within fixed windows",
        |common, flags| {
            common.run_trap(|| window_edge::run(flags.requests, flags.rate().0))
        },
    )
    .trap(
        "scale_up_only",
        "A pool that only grows, with a monitor that never ends",
        |common, flags| {
            common.run_trap(|| scale_up_only::run(flags.max, flags.tasks(40)))
        },
    )
    .main()
}

fn whole_lesson(common: &Common, flags: &Flags) -> ExitCode {
    common.run_each(&[
        ("priorities", &|| priorities(common, flags)),
        ("rate_limit", &|| rate_limit(common, flags)),
        ("dynamic", &|| dynamic(common, flags)),
    ])
}

fn priorities(common: &Common, flags: &Flags) -> ExitCode {
    common.run(|| priorities::run(flags.workers(3), flags.queues, flags.tasks(15)))
}

fn rate_limit(common: &Common, flags: &Flags) -> ExitCode {
    let (workers, requests) = (flags.workers(4), flags.requests);
    let (rate, burst) = flags.rate();
    common.run(|| rate_limit::run(workers, requests, rate, burst as usize))
}

fn dynamic(common: &Common, flags: &Flags) -> ExitCode {
    common.run(|| dynamic::run(flags.scaling(), flags.tasks(60)))
}

fn fast_pool(common: &Common, flags: &Flags) -> ExitCode {
    let (workers, tasks) = (flags.workers(2), flags.tasks(60));
    // Outside of the lab they do nothing: a million do not take long.
    let compared = flags.tasks(if common.real { 1_000_000 } else { 60 });
    match common.run(|| fast_pool::run(workers, compared)) {
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
