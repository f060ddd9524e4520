//! For the terminal.

use std::fmt::Write;

use crate::grade::model::{Grade, Report};
use crate::grade::plural;

/// Characters of a name.
const NAME: usize = 24;

/// A row for each submission, a column for each exercise, and what the signs mean.
pub fn table(report: &Report) -> String {
    let mut text = String::new();
    let ids: Vec<&str> = report
        .submissions
        .first()
        .map(|s| s.exercises.iter().map(|m| m.id.as_str()).collect())
        .unwrap_or_default();
    for (number, id) in ids.iter().enumerate() {
        let _ = writeln!(text, "{:>3}  {id}", number + 1);
    }
    let _ = write!(text, "\n{:NAME$} ", "");
    for number in 1..=ids.len() {
        let _ = write!(text, "{number:>3}");
    }
    text += "  passed\n";
    let mut used: Vec<Grade> = Vec::new();
    for submission in &report.submissions {
        let _ = write!(text, "{:NAME$} ", short(&submission.name));
        for mark in &submission.exercises {
            let _ = write!(text, "{:>3}", mark.grade.sign());
            used.push(mark.grade);
        }
        let passed = submission.count(Grade::Passed);
        let changed = match submission.notes.len() {
            0 => String::new(),
            count => format!("  {}", plural(count, "note")),
        };
        let _ = writeln!(text, "  {passed:>3}{changed}");
    }
    let meaning: Vec<String> = Grade::ALL
        .iter()
        .filter(|grade| used.contains(grade))
        .map(|grade| format!("{} {}", grade.sign(), grade.word()))
        .collect();
    let _ = writeln!(text, "\n{}", meaning.join("   "));
    if !report.confined {
        text += "Not all of this was graded in confinement.\n";
    }
    text
}

fn short(name: &str) -> String {
    if name.chars().count() <= NAME {
        return name.to_owned();
    }
    let mut short: String = name.chars().take(NAME - 1).collect();
    short.push('…');
    short
}
