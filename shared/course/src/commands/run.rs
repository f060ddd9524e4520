//! `cargo course run ID`

use std::process::Command;

use crate::catalog::{Course, Exercise};
use crate::check::cargo;
use crate::problem::{Problem, code};

/// Runs the program of an exercise, with its flags, and returns its exit code.
///
/// # Errors
///
/// There is no such exercise, or no cargo.
pub fn run(course: &Course, id: &str, flags: &[String]) -> Result<u8, Problem> {
    let exercise = course.find(id)?;
    let status = command(course, exercise)
        .args(flags)
        .status()
        .map_err(|e| Problem::failed(format!("cargo cannot be run: {e}")))?;
    let code = status.code().and_then(|code| code.try_into().ok());
    Ok(match code {
        // What cargo itself ends with when it does not compile.
        None | Some(101) => code::BROKEN,
        Some(code) => code,
    })
}

/// `cargo run` for an exercise; flags of the program may follow.
pub fn command(course: &Course, exercise: &Exercise) -> Command {
    let mut command = Command::new(cargo());
    command
        .args(["run", "--quiet", "--package", exercise.package(), "--"])
        .arg(&exercise.name)
        .current_dir(&course.root);
    command
}
