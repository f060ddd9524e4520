//! Classic correct programs: no schedule of any strategy may fault them, and
//! every schedule must give the right result.

mod handing;
mod locking;
mod pools;
mod waiting;

use std::env;

use lab::{Config, Schedule};

/// How many schedules of each strategy a program is run on: with `ALL_SCHEDULES=1` in the
/// environment, as `.ci/run` has it, and otherwise.
const SCHEDULES: [u64; 2] = [4_000, 1_500];

/// Runs `program` on the natural schedule and on thousands of others. It must end well
/// each time, and return `right`.
fn always<T: PartialEq + std::fmt::Debug>(right: T, program: impl Fn() -> T) {
    always_with(&Config::default(), right, program);
}

fn always_with<T: PartialEq + std::fmt::Debug>(
    config: &Config,
    right: T,
    program: impl Fn() -> T,
) {
    let [all, some] = SCHEDULES;
    let count = if env::var_os("ALL_SCHEDULES").is_some() {
        all
    } else {
        some
    };
    let random = |early_clock| {
        (0..count).map(move |seed| Schedule::Random { seed, early_clock })
    };
    let pct = (0..count).map(|seed| Schedule::Pct { seed, depth: 3 });
    let schedules = random(false).chain(random(true)).chain(pct);
    for schedule in [Schedule::Natural].into_iter().chain(schedules) {
        let run = lab::run(&config.clone().schedule(schedule), &program);
        let code = run.schedule;
        if let Some(report) = run.verdict.report() {
            panic!("schedule {code} is faulted:\n{report}");
        }
        assert_eq!(run.value.as_ref(), Some(&right), "schedule {code}");
    }
}
