//! `cargo course export ID DIR`

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::catalog::Course;
use crate::export;
use crate::problem::{Problem, code};
use crate::show::say;

/// Writes an exercise, as it is now, into the folder `dir` as a crate of its own.
///
/// # Errors
///
/// There is no such exercise, it uses what stays in the course, or the folder is
/// in use or cannot be written.
pub fn run(course: &Course, id: &str, dir: &Path) -> Result<u8, Problem> {
    let exercise = course.find(id)?;
    let file = course.root.join(exercise.file());
    let text = fs::read_to_string(&file).map_err(|e| Problem::with(&file, &e))?;
    is_free(dir)?;
    let files = export::files(course, exercise, &text)?;
    write(dir, &files)?;
    let what = match export::has_hole(&text) {
        true => {
            ". A hole is left in it: until that is filled in, `cargo test` ignores the \
             tests, and `cargo run` stops at it."
        }
        false => ": `cargo run` and `cargo test` work there.",
    };
    say(format!(
        "{} is in {}, on plain crossbeam and std{what}",
        exercise.id(),
        dir.display()
    ));
    Ok(code::DONE)
}

fn is_free(dir: &Path) -> Result<(), Problem> {
    match fs::read_dir(dir).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Problem::usage(format!(
            "{} is not empty: name a folder that is new",
            dir.display()
        ))),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(e) => Err(Problem::usage(format!(
            "{}: {e}: name a folder that is new",
            dir.display()
        ))),
    }
}

/// Writes files into a folder, formatted if there is rustfmt.
///
/// # Errors
///
/// One cannot be written.
pub fn write(dir: &Path, files: &BTreeMap<PathBuf, String>) -> Result<(), Problem> {
    for (file, text) in files {
        let file = dir.join(file);
        fs::create_dir_all(file.parent().unwrap_or(dir))
            .and_then(|()| fs::write(&file, text))
            .map_err(|e| Problem::with(&file, &e))?;
    }
    // Paths that lead elsewhere sort and wrap in another way. Without rustfmt they
    // only look a little less tidy.
    let _ = Command::new("rustfmt")
        .args(["src/lib.rs", "src/main.rs", "tests/outcomes.rs"])
        .args(["--edition", "2024"])
        .current_dir(dir)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    Ok(())
}
