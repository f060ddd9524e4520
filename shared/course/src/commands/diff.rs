//! `cargo course diff ID`

use std::fs;
use std::path::Path;

use colored::Colorize;
use similar::{ChangeTag, TextDiff};

use crate::catalog::{Course, Exercise};
use crate::problem::{Problem, code};

/// Shows how the learner's file differs from the solution.
///
/// # Errors
///
/// There is no such exercise, or a file cannot be read.
pub fn run(course: &Course, id: &str) -> Result<u8, Problem> {
    let exercise = course.find(id)?;
    lab::print(&diff(course, exercise)?);
    Ok(code::DONE)
}

/// What leads from the learner's file to the solution, line by line.
///
/// # Errors
///
/// A file cannot be read.
pub fn diff(course: &Course, exercise: &Exercise) -> Result<String, Problem> {
    let read = |path: &Path| {
        let path = course.root.join(path);
        fs::read(&path)
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .map_err(|e| Problem::with(&path, &e))
    };
    let (file, solution) = (exercise.file(), exercise.solution());
    let (yours, solved) = (read(&file)?, read(&solution)?);
    if yours == solved {
        return Ok("Yours and the solution are the same.\n".to_owned());
    }
    let diff = TextDiff::from_lines(&yours, &solved);
    let mut text = format!("--- {}\n+++ {}\n", file.display(), solution.display());
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        text += &format!("{}\n", hunk.header().to_string().cyan());
        for change in hunk.iter_changes() {
            let line = change.value().trim_end_matches('\n');
            text += &match change.tag() {
                ChangeTag::Equal => format!(" {line}\n"),
                ChangeTag::Delete => format!("{}\n", format!("-{line}").red()),
                ChangeTag::Insert => format!("{}\n", format!("+{line}").green()),
            };
        }
    }
    Ok(text)
}
