//! Outcomes in words: what `check` prints and the watch shows.

use colored::Colorize;
use rules::{Failure, Ruling, Verdict};

use crate::catalog::Exercise;
use crate::check::{Outcome, Status};

/// One line: the exercise and where the learner stands.
pub fn headline(exercise: &Exercise, outcome: &Outcome) -> String {
    let id = exercise.id();
    let (holding, of) = (outcome.holding(), outcome.rulings().len());
    match outcome.status() {
        Status::Passed => format!("{} {id}: {}", mark(Status::Passed), all(outcome)),
        Status::Broken => {
            let broken = outcome.broken().count();
            let what = format!("{broken} of {of} rules broken");
            format!("{} {id}: {}", mark(Status::Broken), what.red())
        }
        Status::Refused => {
            let what = "it does not compile yet".red();
            format!("{} {id}: {what}", mark(Status::Refused))
        }
        Status::NotStarted if holding == 0 => {
            format!("{} {id}: not started", mark(Status::NotStarted))
        }
        Status::NotStarted => {
            let mark = mark(Status::NotStarted);
            format!("{mark} {id}: {holding} of {of} rules hold, a hole is left")
        }
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
    let (of, schedules) = (outcome.rulings().len(), number(schedules.sum()));
    let text = format!("all {of} rules hold, on {schedules} schedules in all");
    text.green().to_string()
}

/// What there is to say beyond the headline: the compiler's words, the first rule
/// that is broken, or the first hole.
pub fn body(exercise: &Exercise, outcome: &Outcome) -> String {
    let Outcome::Ruled(rulings) = outcome else {
        let Outcome::Refused(errors) = outcome else {
            return String::new();
        };
        return errors.clone();
    };
    if let Some((ruling, failure)) = outcome.broken().next() {
        return broken(exercise, outcome, ruling, failure);
    }
    let mut text = String::new();
    for ruling in rulings {
        if let Verdict::NotStarted { todo, place } = &ruling.verdict {
            let hole = format!("To do: {todo}\n  {}\n", place.dimmed());
            if !text.contains(&hole) {
                text += &hole;
            }
        }
    }
    text
}

fn broken(
    exercise: &Exercise,
    outcome: &Outcome,
    ruling: &Ruling,
    failure: &Failure,
) -> String {
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
    if hung(failure) {
        text += &format!(
            "\nThe other rules of {} were not tried: what never ends is stopped at \
             once.\n",
            exercise.name
        );
    }
    text
}

fn first_line(failure: &Failure) -> &str {
    failure.sentence.lines().next().unwrap_or_default()
}

/// Whether the harness ended the rule because it did not end by itself.
fn hung(failure: &Failure) -> bool {
    let says = |words| failure.sentence.starts_with(words);
    says("no end") || says("stuck outside the lab")
}

/// `12,345`
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_have_a_comma_at_each_thousand() {
        let texts = [0, 999, 1_000, 12_345, 1_234_567].map(number);
        assert_eq!(texts, ["0", "999", "1,000", "12,345", "1,234,567"]);
    }
}
