//! `cargo course check [ID[::RULE]]`

use crate::catalog::{Course, Exercise};
use crate::check::{self, Cache, Outcome, Progress, Status, Stop};
use crate::mistake;
use crate::outside;
use crate::problem::{Problem, code};
use crate::show::{self, say};
use crate::standing;

/// Checks one exercise, or one rule of it, and tells all about it.
///
/// # Errors
///
/// There is no such exercise or rule, or the check could not be made.
pub fn one(course: &Course, id: &str) -> Result<u8, Problem> {
    let (exercise, rule) = course.find_rule(id)?;
    let outcome = match &rule {
        Some(rule) => check::rule(course, exercise, rule, waiting)?,
        None => check::check(course, exercise, &Stop::on_signal(), waiting)?,
    };
    match &rule {
        Some(rule) => say(format!("{rule}: {}", show::summary(exercise, &outcome))),
        None => say(show::headline(exercise, &outcome)),
    }
    if outcome.status() != Status::Passed {
        let notes = outside::notes(course, exercise);
        if !notes.is_empty() {
            say(format!("\n{}", notes.trim_end()));
        }
    }
    let body = show::body(&outcome);
    if !body.is_empty() {
        say(format!("\n{}", body.trim_end()));
    }
    match &rule {
        None => point_onwards(course, exercise, &outcome),
        Some(rule) if outcome.status() == Status::Broken => {
            say(format!("\nA hint: cargo course hint {rule}"));
        }
        Some(_) => {}
    }
    Ok(exit_code([outcome.status()]))
}

fn point_onwards(course: &Course, exercise: &Exercise, outcome: &Outcome) {
    let command = format!("cargo course hint {}", exercise.name);
    let again = Cache::of(course).again(exercise);
    match outcome.status() {
        Status::Broken if again > 0 => {
            let level = (again + 1).min(3);
            say(format!(
                "\nStill the same rule. Next hint: {command} --level {level}"
            ));
        }
        Status::Broken if mistake::hint(course, exercise, outcome).is_some() => {
            say(format!("\nA hint that fits: {command}"));
        }
        Status::Broken | Status::NotStarted => say(format!("\nA hint: {command}")),
        Status::Passed => say(format!("\n{}", after_pass(course, exercise))),
        Status::Refused => {}
    }
}

/// What comes after an exercise that passes.
fn after_pass(course: &Course, exercise: &Exercise) -> String {
    let next = match standing::next(course, exercise) {
        Some(next) => format!("Next: {}.", next.file().display()),
        None => "All exercises pass.".to_owned(),
    };
    let name = &exercise.name;
    format!("{next} How yours differs from the solution: cargo course diff {name}")
}

/// Says what takes so long the first time.
pub(super) fn waiting(progress: Progress) {
    if progress == Progress::BuildingAll {
        eprintln!(
            "Building what the rules need: the first time this takes a minute or more."
        );
    }
}

/// Checks all exercises that somebody has worked on, a line each; of the others it says
/// how many they are.
///
/// # Errors
///
/// A check could not be made.
pub fn all(course: &Course) -> Result<u8, Problem> {
    let mut statuses = Vec::new();
    let mut untouched = 0;
    for exercise in course.exercises() {
        let status = if standing::is_untouched(course, exercise) {
            untouched += 1;
            Status::NotStarted
        } else {
            let outcome = outcome(course, exercise)?;
            say(show::headline(exercise, &outcome));
            outcome.status()
        };
        statuses.push(status);
    }
    let passed = statuses.iter().filter(|s| **s == Status::Passed).count();
    say(format!("\n{passed} of {} exercises pass.", statuses.len()));
    if untouched > 0 {
        let mark = show::mark(Status::NotStarted);
        say(format!("{mark} {untouched} not started: cargo course list"));
    }
    Ok(exit_code(statuses))
}

/// What is known already, or else what a check says.
///
/// # Errors
///
/// The check could not be made.
pub fn outcome(course: &Course, exercise: &Exercise) -> Result<Outcome, Problem> {
    match Cache::of(course).get(exercise) {
        Some(outcome) => Ok(outcome),
        None => check::check(course, exercise, &Stop::on_signal(), waiting),
    }
}

fn exit_code(statuses: impl IntoIterator<Item = Status>) -> u8 {
    let code = |status| match status {
        Status::Passed => code::DONE,
        Status::NotStarted => code::NOT_STARTED,
        Status::Broken | Status::Refused => code::BROKEN,
    };
    // A broken rule outweighs a hole, and a hole what passes.
    let weight = |code: &u8| match *code {
        code::DONE => 0,
        code::NOT_STARTED => 1,
        _ => 2,
    };
    let codes = statuses.into_iter().map(code);
    codes.max_by_key(weight).unwrap_or(code::DONE)
}
