//! `cargo course replay CODE [RULE]` and `cargo course timeline ID[::RULE]`

use std::process::Command;

use rules::Verdict;

use super::check;
use crate::catalog::{Course, Exercise};
use crate::check::{Build, Cache, Outcome, Status, Stop, build, no_such_rule};
use crate::problem::{Problem, code};

/// Repeats the failing schedule with this code and shows every step of it. Where
/// the code comes from is looked up among the last verdicts, unless `rule` says it.
///
/// # Errors
///
/// No verdict names this code, the exercise does not compile, or there is no such
/// rule.
pub fn replay(
    course: &Course,
    code: &str,
    rule: Option<&str>,
) -> Result<u8, Problem> {
    let (exercise, rule) = match rule {
        Some(rule) => {
            let (exercise, full) = course.find_rule(rule)?;
            (exercise, full.unwrap_or_else(|| rule.to_owned()))
        }
        None => find(course, code)?,
    };
    show(course, exercise, &rule, code)
}

/// Shows the failing schedule of a rule, or of an exercise's first broken rule.
///
/// # Errors
///
/// There is no such exercise or rule, it could not be checked, or no rule is broken
/// on a schedule.
pub fn timeline(course: &Course, id: &str) -> Result<u8, Problem> {
    let (exercise, rule) = course.find_rule(id)?;
    let outcome = check::outcome(course, exercise)?;
    let names = || outcome.rulings().iter().map(|ruling| ruling.rule.as_str());
    let all_are_known = names().count() == outcome.rules();
    if let Some(rule) = &rule
        && all_are_known
        && names().all(|name| name != rule)
    {
        return Err(no_such_rule(rule, names()));
    }
    let mut broken = outcome.broken().filter(|(ruling, _)| match &rule {
        Some(rule) => ruling.rule == *rule,
        None => true,
    });
    let failing = broken
        .find_map(|(ruling, failure)| Some((&ruling.rule, failure.code.as_ref()?)));
    match (failing, rule) {
        (Some((rule, code)), _) => show(course, exercise, rule, code),
        (None, Some(rule)) => Err(Problem::usage(format!(
            "{}; to see how it goes: cargo course replay n {rule}",
            nothing_to_show(&outcome, &rule, Some(&rule))
        ))),
        (None, None) => Err(Problem::usage(format!(
            "{}; to see how its program goes: cargo course run {} -- --timeline",
            nothing_to_show(&outcome, &exercise.id(), None),
            exercise.name
        ))),
    }
}

/// Why there is no failing schedule of `what`, which is a rule or else an exercise.
fn nothing_to_show(outcome: &Outcome, what: &str, rule: Option<&str>) -> String {
    let rulings = outcome.rulings().iter();
    let mut verdicts = rulings
        .filter(|ruling| rule.is_none_or(|rule| ruling.rule == rule))
        .map(|ruling| &ruling.verdict);
    if outcome.status() == Status::Refused {
        return format!("{what} does not compile yet: there is no schedule to show");
    }
    if verdicts.clone().any(Verdict::is_broken) {
        return format!("{what} is broken in a way that leaves no schedule to show");
    }
    let why = match rule {
        _ if !verdicts.all(|v| matches!(v, Verdict::Holds { .. })) => {
            format!("{what} has a hole left, and breaks no rule so far")
        }
        Some(rule) => format!("{rule} holds"),
        None => format!("all rules of {what} hold"),
    };
    format!("{why}: there is no failing schedule to show")
}

fn show(
    course: &Course,
    exercise: &Exercise,
    rule: &str,
    code: &str,
) -> Result<u8, Problem> {
    let mut command = command(course, exercise, rule, code, &Stop::default())?;
    let status = command
        .status()
        .map_err(|e| Problem::failed(format!("{rule} cannot be run: {e}")))?;
    Ok(status
        .code()
        .and_then(|code| code.try_into().ok())
        .unwrap_or(code::BROKEN))
}

/// The program that runs one rule on one schedule, built if it has to be.
///
/// # Errors
///
/// The exercise does not compile, or the build was stopped.
pub fn command(
    course: &Course,
    exercise: &Exercise,
    rule: &str,
    code: &str,
    stop: &Stop,
) -> Result<Command, Problem> {
    match build(
        &course.root,
        exercise.package(),
        &exercise.name,
        false,
        stop,
        || (),
    )? {
        Build::Refused(errors) => Err(Problem::failed(errors)),
        Build::Built { spec, .. } => {
            let mut command = Command::new(spec);
            command.env("CARGO_MANIFEST_DIR", &course.root);
            command
                .args([rule, "--replay", code])
                .current_dir(&course.root);
            Ok(command)
        }
    }
}

/// The exercise and the rule whose last verdict has this code.
fn find<'a>(
    course: &'a Course,
    code: &str,
) -> Result<(&'a Exercise, String), Problem> {
    let cache = Cache::of(course);
    let mut found = Vec::new();
    for exercise in course.exercises() {
        let Some(outcome) = cache.get_outdated(exercise) else {
            continue;
        };
        for (ruling, failure) in outcome.broken() {
            if failure.code.as_deref() == Some(code) {
                found.push((exercise, ruling.rule.clone()));
            }
        }
    }
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => Err(Problem::usage(format!(
            "no verdict names the schedule {code}: add the rule that it belongs to, \
             such as `cargo course replay {code} run_pool::nobody_polls`"
        ))),
        _ => {
            let (count, rule) = (found.len(), &found[0].1);
            Err(Problem::usage(format!(
                "{count} rules were broken on the schedule {code}: add the one you \
                 mean, such as `cargo course replay {code} {rule}`"
            )))
        }
    }
}
