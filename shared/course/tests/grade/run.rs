//! Running the grader, and looking at what it says.

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use course::grade::model::{Grade, Graded, Mark, Report};

/// The root of the course.
pub fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.canonicalize().expect("the course around this package")
}

/// `cargo course grade`
pub fn grade() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_course"));
    command.arg("grade").current_dir(root());
    command
}

/// What it printed on standard error.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn report(path: &Path) -> Report {
    let text = std::fs::read(path).expect("the report was written");
    serde_json::from_slice(&text).expect("the report is JSON")
}

pub fn submission<'a>(report: &'a Report, name: &str) -> &'a Graded {
    let mut all = report.submissions.iter();
    let found = all.find(|submission| submission.name == name);
    found.unwrap_or_else(|| panic!("{name} is lost"))
}

pub fn mark<'a>(graded: &'a Graded, id: &str) -> &'a Mark {
    let found = graded.exercises.iter().find(|mark| mark.id == id);
    found.unwrap_or_else(|| panic!("{id} of {} is lost", graded.name))
}

/// Compares, and shows all there is to see if it is not so.
pub fn expect(graded: &Graded, id: &str, grade: Grade, says: &str) {
    let mark = mark(graded, id);
    let name = &graded.name;
    let all = format!("{} {}", mark.reason, mark.compiler);
    assert!(
        mark.grade == grade && all.contains(says),
        "{name}: {id}: expected {grade:?} with `{says}`: {mark:#?}"
    );
}
