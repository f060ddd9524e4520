//! An exercise as a crate of its own, on plain crossbeam and std: see [`files`].

mod parts;
mod rewrite;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::catalog::{Course, Exercise};
use crate::problem::Problem;
use parts::Parts;

/// Crates that an exercise and its given code may use, besides crossbeam.
const LIBRARIES: [&str; 4] = ["image", "rand", "sha2", "spin"];

/// What stubs say about the lab, which a project elsewhere has not.
const NOTE: &str = "\n//!\n//! Threads, channels, locks and clocks are in `lab::";

/// The files of the crate, by their path in it: `text` is the exercise, as a
/// learner wrote it. Only its imports differ; given code comes along as far as it
/// is needed, and a program and tests. Tests of an exercise with a hole in it are
/// ignored.
///
/// # Errors
///
/// The text uses what it cannot take along, or a file of the course cannot be read.
pub fn files(
    course: &Course,
    exercise: &Exercise,
    text: &str,
) -> Result<BTreeMap<PathBuf, String>, Problem> {
    let name = &exercise.name;
    let mut parts = Parts::default();
    let (main, tests) = ("src/main.rs", "tests/outcomes.rs");
    let yours = format!("src/{name}.rs");

    let mut own = without_note(text);
    for package in [
        exercise.package(),
        &format!("{}_solution", exercise.package()),
    ] {
        let exercises = format!("{package}::exercises");
        let home = &mut |path: &str| format!("{name}::{path}");
        // In the examples of the documentation.
        own = rewrite::rewrite(&own, &exercises, home);
    }
    parts.add(&yours, &own, "crate");
    stays_behind(exercise, &parts.files[Path::new(&yours)])?;
    for (file, from) in [(main, "main.rs"), (tests, "outcomes.rs")] {
        let text = read(course, &exercise.template().join(from))?;
        let text = rewrite::rewrite(&text, "super::exercises", &mut |path| {
            format!("exercises::{path}")
        });
        let text = rewrite::rewrite(&text, "exercises", &mut |path| {
            format!("{name}::{path}")
        });
        parts.add(file, &text, name);
    }
    let has_hole = has_hole(text);
    if has_hole {
        let ignore = format!("#[test]\n#[ignore = \"a hole is left in {yours}\"]\n");
        let tests = parts.files.get_mut(Path::new(tests)).expect("just added");
        *tests = tests.replace("#[test]\n", &ignore);
    }
    let modules = parts.add_given(course)?;

    let mut lib = format!("//! Taken home: {}.\n\n", exercise.title);
    if has_hole {
        lib += "#![allow(unused_variables, reason = \"holes do not use them\")]\n\n";
    }
    for module in modules.iter().map(String::as_str).chain([name.as_str()]) {
        lib += &format!("pub mod {module};\n");
    }
    let manifest = manifest(course, exercise, &parts.files)?;
    let readme = readme(exercise, has_hole);
    let others = [
        ("src/lib.rs", lib),
        ("Cargo.toml", manifest),
        ("Cargo.lock", read(course, Path::new("Cargo.lock"))?),
        ("rustfmt.toml", read(course, Path::new("rustfmt.toml"))?),
        (".gitignore", "/target\n".to_owned()),
        ("README.md", readme),
    ];
    parts
        .files
        .extend(others.map(|(file, text)| (file.into(), text)));
    Ok(parts.files)
}

/// Whether there is something left to do.
pub fn has_hole(text: &str) -> bool {
    let mut code = text.lines().filter(|line| !line.trim().starts_with("//"));
    code.any(|line| line.contains("todo!("))
}

fn read(course: &Course, file: &Path) -> Result<String, Problem> {
    let path = course.root.join(file);
    fs::read_to_string(&path).map_err(|e| Problem::with(&path, &e))
}

fn without_note(text: &str) -> String {
    match text.split_once(NOTE) {
        None => text.to_owned(),
        Some((before, note)) => {
            let end = note.find("\n\n").unwrap_or(note.len());
            format!("{before}{}", &note[end..])
        }
    }
}

/// Refuses what is not there outside the course.
fn stays_behind(exercise: &Exercise, text: &str) -> Result<(), Problem> {
    let stays = |line: &&str| {
        let is_code = !line.trim_start().starts_with("//");
        let own = line.contains("crate::") && !line.contains("crate::workloads::");
        is_code && (line.contains("lab::") || line.starts_with("use super::") || own)
    };
    match text.lines().find(stays) {
        None => Ok(()),
        Some(line) => Err(Problem::failed(format!(
            "`{}` of {} stays in the course: write what it gives into the file, then \
             export it again",
            line.trim(),
            exercise.file().display()
        ))),
    }
}

fn manifest(
    course: &Course,
    exercise: &Exercise,
    files: &BTreeMap<PathBuf, String>,
) -> Result<String, Problem> {
    let of_the_course = read(course, Path::new("Cargo.toml"))?;
    let line = |key: &str| {
        let begin = format!("{key} = ");
        let found = of_the_course.lines().find(|line| line.starts_with(&begin));
        found.map(|line| format!("{line}\n")).unwrap_or_default()
    };
    let is_used = |library: &&str| {
        let path = format!("{library}::");
        files.values().any(|text| text.contains(&path))
    };
    let mut text = format!(
        "[package]\nname = \"{}\"\nversion = \"0.1.0\"\n{}{}publish = false\n\n\
         [dependencies]\n",
        exercise.name,
        line("edition"),
        line("rust-version")
    );
    let libraries = LIBRARIES.iter().filter(|library| is_used(library));
    for library in ["crossbeam"].iter().chain(libraries) {
        text += &line(library);
    }
    text += "\n# A workspace of its own, wherever this folder lies.\n[workspace]\n";
    Ok(text)
}

fn readme(exercise: &Exercise, has_hole: bool) -> String {
    let (name, title) = (&exercise.name, &exercise.title);
    let hole = match has_hole {
        true => ". There is a hole left in it, so the tests are ignored",
        false => "",
    };
    format!(
        "# {name}\n\n\
         From the course \"Worker pools in Rust\", on plain crossbeam and std:\n\
         {title}.\n\n\
         - `src/{name}.rs` is the exercise{hole}.\n\
         - `src/main.rs` runs it: `cargo run`\n\
         - `tests/outcomes.rs` tests it: `cargo test`. If that does not end, threads\n  \
         wait for each other: `cargo course check {name}` says why.\n\
         - All else in `src` is given code of the course, licensed under either of\n  \
         MIT or Apache-2.0, at your option.\n"
    )
}
