//! Outcomes in words: what `check` prints and the watch shows.

use std::fmt::Display;

use colored::Colorize;
use rules::Verdict;
use workloads::usage::grouped;

use crate::broken;
use crate::catalog::Exercise;
use crate::check::{Outcome, Status};

/// Prints a line. Ends the process when nobody reads it any more.
pub fn say(line: impl Display) {
    lab::print(&format!("{line}\n"));
}

/// One line: the exercise and where the learner stands.
pub fn headline(exercise: &Exercise, outcome: &Outcome) -> String {
    format!("{}: {}", exercise.id(), summary(exercise, outcome))
}

/// One line: where the learner stands.
pub fn summary(exercise: &Exercise, outcome: &Outcome) -> String {
    let (holding, of) = (outcome.holding(), outcome.rules());
    let text = match outcome.status() {
        Status::Passed => all(outcome),
        Status::Broken => {
            let text = match of {
                1 => "the rule is broken".to_owned(),
                _ => format!("{} of {of} rules broken", outcome.broken().count()),
            };
            text.red().to_string()
        }
        Status::Refused => refusal(exercise, outcome).red().to_string(),
        Status::NotStarted if holding == 0 => "not started".to_owned(),
        Status::NotStarted => {
            format!("{holding} of {of} rules hold, a hole is left")
        }
    };
    format!("{} {text}", mark(outcome.status()))
}

/// A file that does not compile takes the other exercises of its chapter with it.
fn refusal(exercise: &Exercise, outcome: &Outcome) -> String {
    let Outcome::Refused(errors) = outcome else {
        return String::new();
    };
    let own = exercise.file();
    let folder = own.with_file_name("").display().to_string();
    // The compiler writes paths as the system does, we with `/`.
    let (errors, folder) = (errors.replace('\\', "/"), folder.replace('\\', "/"));
    let mut names = errors
        .split(&folder)
        .skip(1)
        .filter_map(|rest| rest.split(':').next());
    match names.next() {
        Some(name) if !own.ends_with(name) && !names.any(|n| own.ends_with(n)) => {
            format!(
                "it cannot be checked: {name}, in the same chapter, does not compile"
            )
        }
        _ => "it does not compile yet".to_owned(),
    }
}

/// A sign for a status, in its colour.
pub fn mark(status: Status) -> String {
    match status {
        Status::Passed => "✓".green().to_string(),
        Status::Broken | Status::Refused => "✗".red().to_string(),
        Status::NotStarted => "·".dimmed().to_string(),
    }
}

fn all(outcome: &Outcome) -> String {
    let schedules = outcome.rulings().iter().map(|ruling| match ruling.verdict {
        Verdict::Holds { schedules } => schedules,
        _ => 0,
    });
    let (of, schedules) = (outcome.rules(), grouped(schedules.sum()));
    let text = match of {
        1 => format!("the rule holds, on {schedules} schedules"),
        _ => format!("all {of} rules hold, on {schedules} schedules in all"),
    };
    text.green().to_string()
}

/// What there is to say beyond the headline: the rules that are broken, or what
/// holds and what is to do; and the compiler's words.
pub fn body(outcome: &Outcome) -> String {
    let text = verdicts(outcome);
    match outcome.warnings() {
        "" => text,
        warnings => format!("{text}\n{warnings}"),
    }
}

fn verdicts(outcome: &Outcome) -> String {
    if let Outcome::Refused(errors) = outcome {
        return errors.clone();
    }
    if outcome.status() == Status::Broken {
        return broken::tell(outcome);
    }
    let mut text = String::new();
    for ruling in outcome.rulings() {
        match &ruling.verdict {
            Verdict::NotStarted { todo, place } => {
                let hole = format!("To do: {todo}\n  {}\n", place.dimmed());
                if !text.contains(&hole) {
                    text += &hole;
                }
            }
            Verdict::Holds { .. } => {
                text += &format!("{} {}\n", mark(Status::Passed), ruling.promise);
            }
            Verdict::Broken(_) => {}
        }
    }
    text
}
