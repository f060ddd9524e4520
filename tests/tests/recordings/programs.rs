//! Which programs of the course are recorded, and with which arguments.

use std::ops::RangeInclusive;

/// A program whose runs are recorded.
pub struct Program {
    /// Of its files.
    pub name: &'static str,
    pub package: &'static str,
    pub args: &'static [&'static str],
    /// The numbers of workers to record, and the one that is shown first.
    pub workers: Option<(RangeInclusive<u32>, u32)>,
    /// Ways to run it that differ in luck only: what the reader sees, and the
    /// arguments. The first one is shown first.
    pub variants: &'static [(&'static str, &'static [&'static str])],
}

const SEEDS: &[(&str, &[&str])] = &[
    ("seed 42", &[]),
    ("seed 7", &["--seed", "7"]),
    ("seed 1", &["--seed", "1"]),
];

/// For programs with nothing random in them but who runs when.
const SCHEDULES: &[(&str, &[&str])] = &[
    ("natural schedule", &[]),
    ("random schedule 1", &["--replay", "r1"]),
    ("random schedule 2", &["--replay", "r2"]),
];

const ONCE: &[(&str, &[&str])] = &[("", &[])];

const fn lesson(
    name: &'static str,
    package: &'static str,
    args: &'static [&'static str],
    workers: u32,
    variants: &'static [(&'static str, &'static [&'static str])],
) -> Program {
    Program {
        name,
        package,
        args,
        workers: Some((1..=8, workers)),
        variants,
    }
}

const fn once(
    name: &'static str,
    package: &'static str,
    args: &'static [&'static str],
) -> Program {
    Program {
        name,
        package,
        args,
        workers: None,
        variants: ONCE,
    }
}

/// The lessons, then the traps, in the order of the chapters.
pub const ALL: &[Program] = &[
    lesson(
        "naive_spawning",
        "naive_spawning",
        &["--files", "12", "--limit", "4"],
        4,
        SEEDS,
    ),
    lesson("basic_pool", "basic_pool", &[], 3, SCHEDULES),
    lesson("robust_retry_pool", "robust_retry_pool", &[], 4, SEEDS),
    lesson("configurable_pool", "configurable_pool", &[], 3, SCHEDULES),
    once("priorities", "advanced_patterns", &["priorities"]),
    once("rate_limit", "advanced_patterns", &["rate_limit"]),
    once("dynamic", "advanced_patterns", &["dynamic"]),
    once("images", "real_world_cases", &["images"]),
    lesson("crawl", "real_world_cases", &["crawl"], 8, ONCE),
    once("missing_join", "naive_spawning", &["trap", "missing_join"]),
    once(
        "shared_counter",
        "naive_spawning",
        &["trap", "shared_counter"],
    ),
    lesson(
        "lock_held_through_job",
        "basic_pool",
        &["trap", "lock_held_through_job"],
        3,
        ONCE,
    ),
    once("leaked_sender", "basic_pool", &["trap", "leaked_sender"]),
    once(
        "collect_after_submit",
        "basic_pool",
        &["trap", "collect_after_submit"],
    ),
    once(
        "nobody_closes",
        "robust_retry_pool",
        &["trap", "nobody_closes"],
    ),
    once(
        "closed_too_early",
        "robust_retry_pool",
        &["trap", "closed_too_early"],
    ),
    once(
        "counts_submissions",
        "robust_retry_pool",
        &["trap", "counts_submissions"],
    ),
    once(
        "stop_after_a_while",
        "configurable_pool",
        &["trap", "stop_after_a_while"],
    ),
    once(
        "submit_after_stop",
        "configurable_pool",
        &["trap", "submit_after_stop"],
    ),
    once(
        "full_results",
        "configurable_pool",
        &["trap", "full_results"],
    ),
    once(
        "random_select",
        "advanced_patterns",
        &["trap", "random_select"],
    ),
    once("starvation", "advanced_patterns", &["trap", "starvation"]),
    once("window_edge", "advanced_patterns", &["trap", "window_edge"]),
    once(
        "scale_up_only",
        "advanced_patterns",
        &["trap", "scale_up_only"],
    ),
    once(
        "whole_pool_for_one_page",
        "real_world_cases",
        &["trap", "whole_pool_for_one_page"],
    ),
    once(
        "no_visited_set",
        "real_world_cases",
        &["trap", "no_visited_set", "--depth", "3"],
    ),
    once(
        "stage_closes_early",
        "real_world_cases",
        &["trap", "stage_closes_early"],
    ),
];
