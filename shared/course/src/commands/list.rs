//! `cargo course list`

use colored::Colorize;

use crate::catalog::Course;
use crate::check::{Cache, Status};
use crate::problem::{Problem, code};
use crate::show::{self, say};
use crate::standing;

/// Names every exercise and tells where the learner stands, as far as that is known
/// without a check.
///
/// # Errors
///
/// None so far.
pub fn run(course: &Course) -> Result<u8, Problem> {
    let cache = Cache::of(course);
    let mut passed = 0;
    let mut unknown = 0;
    let mut untouched = 0;
    for chapter in &course.chapters {
        say(format!("{}", chapter.title.bold()));
        for exercise in &chapter.exercises {
            let status = standing::known(course, &cache, exercise);
            passed += usize::from(status == Some(Status::Passed));
            unknown += usize::from(status.is_none());
            untouched += usize::from(status == Some(Status::NotStarted));
            let mark = status.map_or_else(|| "?".to_owned(), show::mark);
            say(format!("  {mark} {:35} {}", exercise.id(), exercise.title));
        }
    }
    say(format!(
        "\n{passed} of {} exercises pass.",
        course.exercises().count()
    ));
    if untouched > 0 {
        say(format!("{} a hole is left", show::mark(Status::NotStarted)));
    }
    if unknown > 0 {
        say(format!(
            "? {unknown} changed since their last check: cargo course check"
        ));
    }
    Ok(code::DONE)
}
