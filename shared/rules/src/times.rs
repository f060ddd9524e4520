//! `--times`: what the checking of an exercise costs, and what it takes to find
//! each solution that is known to be wrong.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::child::{self, TIME_LIMIT};
use crate::suite::{Subject, Suite};
use crate::verdict::Verdict;

/// Of all subjects of one exercise.
#[derive(Default)]
struct Sums {
    rules: usize,
    wrong: usize,
    found_at_once: usize,
    /// Real time until the right solution that takes longest is accepted, its rules
    /// one after the other.
    accepted_after: Duration,
}

/// Checks everything, one rule after the other, so that none disturbs another.
pub(crate) fn print(suite: &Suite) {
    let mut exercises: BTreeMap<&str, Sums> = BTreeMap::new();
    println!("{:<52} {:>8} {:>7}", "known to be wrong", "schedule", "ms");
    for subject in &suite.subjects {
        let exercise = subject.name.split('/').next().unwrap_or(subject.name);
        let sums = exercises.entry(exercise).or_default();
        sums.rules = subject.rules.len();
        if let Some(wrong) = subject.wrong {
            let (time, schedule) = check(subject, wrong.rule);
            sums.wrong += 1;
            sums.found_at_once += usize::from(schedule == Some(1));
            let schedule = schedule.map_or("-".to_owned(), |s| s.to_string());
            println!("{:<52} {schedule:>8} {:>7}", subject.name, time.as_millis());
        } else {
            let times = subject.rules.iter().map(|r| check(subject, r.name()).0);
            sums.accepted_after = sums.accepted_after.max(times.sum());
        }
    }
    println!(
        "\n{:<20} {:>6} {:>6} {:>8} {:>8} {:>8}",
        "exercise", "rules", "wrong", "at once", "search", "check ms"
    );
    for (exercise, sums) in exercises {
        println!(
            "{exercise:<20} {:>6} {:>6} {:>8} {:>8} {:>8}",
            sums.rules,
            sums.wrong,
            sums.found_at_once,
            sums.wrong - sums.found_at_once,
            sums.accepted_after.as_millis()
        );
    }
}

/// How long a rule takes, and on which schedule it fails first. No number, if what
/// it says is true of all schedules or only of the shortest that fails, or if its
/// process was ended.
fn check(subject: &Subject, rule: &str) -> (Duration, Option<u64>) {
    let began = Instant::now();
    let ran = child::run(&format!("{}::{rule}", subject.name), TIME_LIMIT);
    let schedule = match ran.verdict {
        Verdict::Broken(failure) => match failure.share {
            Some((1, tried)) => Some(tried),
            _ => None,
        },
        _ => None,
    };
    (began.elapsed(), schedule)
}
