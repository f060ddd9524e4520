//! `cargo course check [ID]`

use crate::catalog::{Course, Exercise};
use crate::check::{self, Cache, Outcome, Status, Stop};
use crate::problem::{Problem, code};
use crate::show::{self, say};
use crate::standing;

/// Checks one exercise and tells all about it.
///
/// # Errors
///
/// There is no such exercise, or the check could not be made.
pub fn one(course: &Course, id: &str) -> Result<u8, Problem> {
    let exercise = course.find(id)?;
    let outcome = check::check(course, exercise, &Stop::on_signal(), |_| ())?;
    say(show::headline(exercise, &outcome));
    let body = show::body(&outcome);
    if !body.is_empty() {
        say(format!("\n{}", body.trim_end()));
    }
    let name = &exercise.name;
    match outcome.status() {
        Status::Broken => {
            say(format!("\nA hint that fits: cargo course hint {name}"))
        }
        Status::NotStarted => say(format!("\nA hint: cargo course hint {name}")),
        Status::Passed | Status::Refused => {}
    }
    Ok(exit_code([outcome.status()]))
}

/// Checks all exercises that somebody has worked on, a line each.
///
/// # Errors
///
/// A check could not be made.
pub fn all(course: &Course) -> Result<u8, Problem> {
    let mut statuses = Vec::new();
    for exercise in course.exercises() {
        let status = if standing::is_untouched(course, exercise) {
            say(format!(
                "{} {}: not started",
                show::mark(Status::NotStarted),
                exercise.id()
            ));
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
        None => check::check(course, exercise, &Stop::on_signal(), |_| ()),
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
