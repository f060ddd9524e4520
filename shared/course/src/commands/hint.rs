//! `cargo course hint [ID[::RULE]]`

use std::fs;

use colored::Colorize;

use super::check;
use crate::catalog::{Course, Exercise};
use crate::check::{self as checks, Outcome, Status};
use crate::mistake;
use crate::problem::{Problem, code};
use crate::show::say;
use crate::standing;

/// A hint, with what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// `Hint 1 of 3`
    pub title: String,
    /// A line for each paragraph.
    pub text: String,
}

/// Columns of what is printed.
const WIDTH: usize = 80;

/// Prints the hint that fits what went wrong, or how one rule is broken, and those of
/// the exercise up to `level`.
///
/// # Errors
///
/// There is no such exercise or rule, or it could not be checked.
pub fn run(course: &Course, id: Option<&str>, level: usize) -> Result<u8, Problem> {
    // Of the exercise one is at, the level alone will do.
    let number = id.and_then(|id| id.parse().ok());
    let (id, level) = match number.filter(|number| (1..=3).contains(number)) {
        Some(level) => (None, level),
        None => (id, level),
    };
    let (exercise, rule) = match id {
        Some(id) => course.find_rule(id)?,
        None => (standing::current(course), None),
    };
    let outcome = match &rule {
        _ if standing::is_untouched(course, exercise) => None,
        Some(rule) => Some(checks::rule(course, exercise, rule, check::waiting)?),
        None => Some(check::outcome(course, exercise)?),
    };
    let hints = hints(course, exercise, outcome.as_ref())?;
    let own = hints
        .iter()
        .filter(|hint| hint.title.starts_with("Hint"))
        .count();
    let shown = hints.len() - own + level;
    say(rule.as_ref().unwrap_or(&exercise.id()));
    if outcome.is_some_and(|outcome| outcome.status() == Status::Passed) {
        say(match &rule {
            Some(_) => "It holds already.",
            None => "All its rules hold already.",
        });
    }
    for Hint { title, text } in hints.iter().take(shown) {
        say(format!(
            "\n{}\n\n{}",
            title.bold(),
            textwrap::fill(text, WIDTH)
        ));
    }
    if level < own {
        say(format!(
            "\nMore: cargo course hint {} --level {}",
            rule.as_ref().unwrap_or(&exercise.name),
            level + 1
        ));
    }
    Ok(code::DONE)
}

/// The hints in the order in which they help: the one that fits the mistake, then
/// those of the exercise, from a question to nearly the solution.
///
/// # Errors
///
/// The hints of the exercise cannot be read.
pub fn hints(
    course: &Course,
    exercise: &Exercise,
    outcome: Option<&Outcome>,
) -> Result<Vec<Hint>, Problem> {
    let path = course.root.join(exercise.hints());
    let own = fs::read_to_string(&path).map_err(|e| Problem::with(&path, &e))?;
    let mut hints = Vec::new();
    if let Some((mistake, text)) =
        outcome.and_then(|o| mistake::hint(course, exercise, o))
    {
        hints.push(Hint {
            title: format!("It looks like this: {mistake}"),
            text: paragraphs(text),
        });
    }
    for level in 1..=3 {
        if let Some(text) = mistake::section(&own, &level.to_string()) {
            hints.push(Hint {
                title: format!("Hint {level} of 3"),
                text: paragraphs(text),
            });
        }
    }
    Ok(hints)
}

/// Makes one line of each paragraph: how wide the page is, is not known here.
fn paragraphs(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|p| p.replace('\n', " "));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}
