//! From a file that was saved to a verdict for each rule.

mod build;
mod cache;
mod limits;
mod outcome;
mod rulings;
mod stop;

pub(crate) use build::cargo;
pub use build::{Build, build, without_debug_info};
pub use cache::Cache;
pub use outcome::{Outcome, Status};
pub(crate) use rulings::no_such_rule;
pub use stop::Stop;
pub(crate) use stop::on_signal;

use crate::catalog::{Course, Exercise};
use crate::problem::Problem;

/// How far a check has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The compiler is at work.
    Building,
    /// It has to compile more than the exercise, as it has to once.
    BuildingAll,
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
    let package = exercise.package();
    let outcome = judge(
        course,
        exercise,
        [package, &exercise.name],
        None,
        stop,
        progress,
    )?;
    if let Some(key) = key {
        cache.keep(exercise, key, &outcome);
    }
    Ok(outcome)
}

/// Checks one rule of an exercise, by its full name.
///
/// # Errors
///
/// As [`check`]; or there is no such rule.
pub fn rule(
    course: &Course,
    exercise: &Exercise,
    rule: &str,
    progress: impl FnMut(Progress),
) -> Result<Outcome, Problem> {
    let (package, stop) = (exercise.package(), Stop::on_signal());
    judge(
        course,
        exercise,
        [package, &exercise.name],
        Some(rule),
        &stop,
        progress,
    )
}

/// Checks the solution of an exercise instead of the learner's file.
///
/// # Errors
///
/// As [`check`].
pub fn solution(course: &Course, exercise: &Exercise) -> Result<Outcome, Problem> {
    let package = format!("{}_solution", exercise.package());
    judge(
        course,
        exercise,
        [&package, "spec"],
        None,
        &Stop::default(),
        |_| (),
    )
}

/// Has one rule of `test` judge what is in `package`, or all of them.
fn judge(
    course: &Course,
    exercise: &Exercise,
    [package, test]: [&str; 2],
    only: Option<&str>,
    stop: &Stop,
    mut progress: impl FnMut(Progress),
) -> Result<Outcome, Problem> {
    let coloured = colored::control::SHOULD_COLORIZE.should_colorize();
    let others = || progress(Progress::BuildingAll);
    match build(&course.root, package, test, coloured, stop, others)? {
        Build::Refused(errors) => Ok(Outcome::Refused(errors)),
        Build::Built { spec, warnings } => {
            let (rulings, of) =
                rulings::run(&course.root, &spec, exercise, only, stop, progress)?;
            Ok(Outcome::Ruled {
                rulings,
                of,
                warnings,
            })
        }
    }
}
