//! `cargo course verify`: whether the course itself is as it should be.

use std::process::Command;

use crate::catalog::{Course, Exercise};
use crate::check::{self, Outcome, Status, Stop, cargo};
use crate::problem::{Problem, code};
use crate::show::{self, say};
use crate::standing;

/// What holds for all exercises together, and the tests that know it.
const TESTS: [(&str, &[&str]); 3] = [
    (
        "chapters and solutions compile without a warning",
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    ),
    (
        "each exercise has its solution with the same signatures, three hints, a page",
        &["test", "-p", "course_tests", "--test", "tidy"],
    ),
    (
        "known-wrong solutions fall, other right ones pass",
        &["test", "-p", "course_tests", "--test", "known_wrong_*"],
    ),
];

/// Checks the course, for those who write it: exercises are as the learner is to
/// find them, and everything that belongs to them is there and true. Takes minutes.
///
/// # Errors
///
/// Cargo cannot be run.
pub fn run(course: &Course) -> Result<u8, Problem> {
    let mut is_whole = true;
    let mut tell = |what: &str, complaint: Option<String>| {
        let status = match complaint {
            None => Status::Passed,
            Some(_) => Status::Broken,
        };
        say(format!("{} {what}", show::mark(status)));
        if let Some(complaint) = complaint {
            say(complaint.trim_end());
            is_whole = false;
        }
    };
    for exercise in course.exercises() {
        let id = exercise.id();
        let complaint = not_as_in_the_beginning(course, exercise)?;
        tell(&format!("{id}: the stub is not started"), complaint);
        let complaint = not_passing(course, exercise)?;
        tell(&format!("{id}: the solution passes"), complaint);
    }
    for (what, args) in TESTS {
        let output = Command::new(cargo())
            .args(args)
            .current_dir(&course.root)
            .output()
            .map_err(|e| Problem::failed(format!("cargo cannot be run: {e}")))?;
        let said = [output.stdout, output.stderr].concat();
        let complaint = String::from_utf8_lossy(&said).into_owned();
        tell(what, (!output.status.success()).then_some(complaint));
    }
    Ok(if is_whole { code::DONE } else { code::BROKEN })
}

fn not_as_in_the_beginning(
    course: &Course,
    exercise: &Exercise,
) -> Result<Option<String>, Problem> {
    if !standing::is_untouched(course, exercise) {
        return Ok(Some(format!(
            "  {} is another file than {}, which `reset` puts in its place: copy the \
             one that is right over the other",
            exercise.file().display(),
            exercise.stub().display()
        )));
    }
    let outcome = check::check(course, exercise, &Stop::default(), |_| ())?;
    Ok(complaint(exercise, &outcome, Status::NotStarted))
}

fn not_passing(
    course: &Course,
    exercise: &Exercise,
) -> Result<Option<String>, Problem> {
    let outcome = check::solution(course, exercise)?;
    Ok(complaint(exercise, &outcome, Status::Passed))
}

fn complaint(
    exercise: &Exercise,
    outcome: &Outcome,
    expected: Status,
) -> Option<String> {
    let is_expected = outcome.status() == expected;
    let told = || {
        format!(
            "{}\n{}",
            show::summary(exercise, outcome),
            show::body(outcome)
        )
    };
    (!is_expected).then(told)
}
