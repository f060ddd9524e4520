//! Outcomes in words: what `check` prints and the watch shows.

use std::fmt::Display;

use colored::Colorize;
use rules::{Failure, Ruling, Verdict};
use workloads::usage::grouped;

use crate::catalog::Exercise;
use crate::check::{Outcome, Status};

/// Prints a line. Ends the process when nobody reads it any more.
pub fn say(line: impl Display) {
    lab::print(&format!("{line}\n"));
}

/// One line: the exercise and where the learner stands.
pub fn headline(exercise: &Exercise, outcome: &Outcome) -> String {
    format!("{}: {}", exercise.id(), summary(outcome))
}

/// One line: where the learner stands.
pub fn summary(outcome: &Outcome) -> String {
    let (holding, of) = (outcome.holding(), outcome.rules());
    let text = match outcome.status() {
        Status::Passed => all(outcome),
        Status::Broken => {
            let broken = outcome.broken().count();
            format!("{broken} of {of} rules broken").red().to_string()
        }
        Status::Refused => "it does not compile yet".red().to_string(),
        Status::NotStarted if holding == 0 => "not started".to_owned(),
        Status::NotStarted => {
            format!("{holding} of {of} rules hold, a hole is left")
        }
    };
    format!("{} {text}", mark(outcome.status()))
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
    let text = format!("all {of} rules hold, on {schedules} schedules in all");
    text.green().to_string()
}

/// What there is to say beyond the headline: the first rule that is broken, or what
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
    if let Some((ruling, failure)) = outcome.broken().next() {
        return broken(outcome, ruling, failure);
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

fn broken(outcome: &Outcome, ruling: &Ruling, failure: &Failure) -> String {
    let mut text = format!("{} {}\n", mark(Status::Broken), ruling.promise.bold());
    text += &failure.to_string();
    if let Some(code) = &failure.code {
        text += &format!("Again: cargo course replay {code} {}\n", ruling.rule);
    }
    let (same, others): (Vec<_>, Vec<_>) = outcome
        .broken()
        .skip(1)
        .partition(|(_, other)| first_line(other) == first_line(failure));
    if !same.is_empty() {
        let promises: Vec<_> = same.iter().map(|(r, _)| r.promise.clone()).collect();
        let promises = promises.join("; ");
        text += &format!("\nBroken in the same way: {promises}.\n");
    }
    for (ruling, failure) in others {
        let (mark, promise) = (mark(Status::Broken), ruling.promise.bold());
        text += &format!("\n{mark} {promise}\n{}\n", first_line(failure));
    }
    let untried = outcome.rules() - outcome.rulings().len();
    if untried > 0 {
        text += &format!(
            "\nThis took so long that {untried} of the rules were not tried.\n"
        );
    }
    text
}

fn first_line(failure: &Failure) -> &str {
    failure.sentence.lines().next().unwrap_or_default()
}
