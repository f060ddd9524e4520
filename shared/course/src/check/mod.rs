//! From a file that was saved to a verdict for each rule.

mod build;
mod cache;
mod outcome;
mod rulings;
mod stop;

pub(crate) use build::cargo;
pub use build::{Build, build};
pub use cache::Cache;
pub use outcome::{Outcome, Status};
pub use stop::Stop;
pub(crate) use stop::on_signal;

use crate::catalog::{Course, Exercise};
use crate::problem::Problem;

/// How far a check has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The compiler is at work.
    Building,
    /// So many of so many rules have their verdict.
    Checking {
        /// Rules that have one.
        done: usize,
        /// All rules of the exercise.
        of: usize,
    },
}

/// Builds the rules of an exercise and runs them on it, as it is now. Waits for
/// the compiler and the rules; `stop` ends the wait.
///
/// What is known from before, about a file that has not changed, is not taken: ask
/// the [`Cache`] for it.
///
/// # Errors
///
/// The check could not be made, or was stopped.
pub fn check(
    course: &Course,
    exercise: &Exercise,
    stop: &Stop,
    mut progress: impl FnMut(Progress),
) -> Result<Outcome, Problem> {
    let cache = Cache::of(course);
    // Taken before the build: what is saved during it makes the entry useless.
    let key = cache.key(exercise);
    progress(Progress::Building);
    let outcome = rule(course, exercise, exercise.package(), stop, progress)?;
    if let Some(key) = key {
        cache.keep(exercise, key, &outcome);
    }
    Ok(outcome)
}

/// Checks the solution of an exercise instead of the learner's file.
///
/// # Errors
///
/// As [`check`].
pub fn solution(course: &Course, exercise: &Exercise) -> Result<Outcome, Problem> {
    let package = format!("{}_solution", exercise.package());
    rule(course, exercise, &package, &Stop::default(), |_| ())
}

fn rule(
    course: &Course,
    exercise: &Exercise,
    package: &str,
    stop: &Stop,
    progress: impl FnMut(Progress),
) -> Result<Outcome, Problem> {
    let coloured = colored::control::SHOULD_COLORIZE.should_colorize();
    match build(&course.root, package, coloured, stop)? {
        Build::Refused(errors) => Ok(Outcome::Refused(errors)),
        Build::Built { spec, warnings } => {
            rulings::run(&spec, exercise, warnings, stop, progress)
        }
    }
}
