//! `cargo course reset ID`

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use crate::catalog::{Course, Exercise};
use crate::problem::{Problem, code};
use crate::show::say;
use crate::standing;

/// Puts an exercise back as it was in the beginning, after asking.
///
/// # Errors
///
/// There is no such exercise, nobody can be asked, or a file cannot be written.
pub fn run(course: &Course, id: &str, yes: bool) -> Result<u8, Problem> {
    let exercise = course.find(id)?;
    if standing::is_untouched(course, exercise) {
        say(format!("{} is as it was in the beginning.", exercise.id()));
        return Ok(code::DONE);
    }
    if !yes && !is_sure(exercise)? {
        say("Nothing was changed.");
        return Ok(code::DONE);
    }
    let backup = reset(course, exercise)?;
    say(format!(
        "{} is as it was in the beginning; what you had is in {}.",
        exercise.id(),
        backup.display()
    ));
    Ok(code::DONE)
}

fn is_sure(exercise: &Exercise) -> Result<bool, Problem> {
    if !io::stdin().is_terminal() {
        return Err(Problem::usage(format!(
            "nobody can be asked here: add --yes to put {} back",
            exercise.id()
        )));
    }
    print!(
        "Put {} back as it was in the beginning? A copy of yours is kept. [y/N] ",
        exercise.id()
    );
    let mut answer = String::new();
    io::stdout()
        .flush()
        .and_then(|()| io::stdin().read_line(&mut answer))
        .map_err(|e| Problem::failed(format!("the terminal cannot be read: {e}")))?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

/// Puts an exercise back and returns where the copy is, from the root.
///
/// # Errors
///
/// A file cannot be read or written. Then the exercise is as it was.
pub fn reset(course: &Course, exercise: &Exercise) -> Result<PathBuf, Problem> {
    let file = course.root.join(exercise.file());
    let stub = course.root.join(exercise.stub());
    let fresh = fs::read(&stub).map_err(|e| Problem::with(&stub, &e))?;
    let backup = free_name(course, exercise);
    let target = course.root.join(&backup);
    let folder = target.parent().unwrap_or(&course.root);
    fs::create_dir_all(folder).map_err(|e| Problem::with(folder, &e))?;
    fs::copy(&file, &target).map_err(|e| Problem::with(&target, &e))?;
    replace(&file, &fresh).map_err(|e| Problem::with(&file, &e))?;
    Ok(backup)
}

/// The first name for a copy that is not taken yet.
fn free_name(course: &Course, exercise: &Exercise) -> PathBuf {
    let name =
        |n: u32| -> PathBuf { format!("backups/{}-{n}.rs", exercise.id()).into() };
    let free = |path: &PathBuf| !course.root.join(path).exists();
    (1..).map(name).find(free).unwrap_or_else(|| name(0))
}

/// All or nothing: a disk that is full leaves the old file.
fn replace(file: &Path, text: &[u8]) -> io::Result<()> {
    let draft = file.with_extension("rs.draft");
    let written = fs::write(&draft, text).and_then(|()| fs::rename(&draft, file));
    if written.is_err() {
        // Half a draft is of no use; the error is what counts.
        let _ = fs::remove_file(&draft);
    }
    written
}
