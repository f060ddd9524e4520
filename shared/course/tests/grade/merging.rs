//! Reports from several machines become one.

use std::fs;
use std::path::{Path, PathBuf};

use course::grade::model::{FORMAT, Grade, Graded, Mark, Report};

use crate::run::{grade, report, said};

fn written(folder: &Path, name: &str, rules: &str, submissions: &[&str]) -> PathBuf {
    let graded = submissions.iter().map(|name| Graded {
        name: (*name).to_owned(),
        notes: Vec::new(),
        exercises: vec![Mark::plain("a/b", 3, Grade::NotStarted, "")],
    });
    let report = Report {
        format: FORMAT,
        rules: rules.to_owned(),
        confined: true,
        submissions: graded.collect(),
    };
    let path = folder.join(name);
    let text = serde_json::to_string(&report).expect("plain data");
    fs::write(&path, text).expect("it is written");
    path
}

#[test]
fn submissions_come_in_the_order_of_their_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let one = written(folder.path(), "1.json", "r", &["mia", "\u{1b}[31mbob"]);
    let two = written(folder.path(), "2.json", "r", &["ada"]);
    let merged = folder.path().join("all.json");
    let output = grade()
        .arg("--merge")
        .args([&one, &two])
        .arg("--json")
        .arg(&merged)
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{}", said(&output));
    let report = report(&merged);
    let names: Vec<&str> = report.submissions.iter().map(|s| &*s.name).collect();
    assert_eq!(names, ["ada", "mia", "�[31mbob"]);
    assert!(!output.stdout.contains(&0x1b));
}

#[test]
fn what_does_not_belong_together_is_not_merged() {
    let folder = tempfile::tempdir().expect("a folder");
    let ada = written(folder.path(), "ada.json", "r", &["ada"]);
    let again = written(folder.path(), "again.json", "r", &["ada"]);
    let other = written(folder.path(), "other.json", "s", &["bob"]);
    let junk = folder.path().join("junk.json");
    fs::write(&junk, "{\"format\":").expect("it is written");
    for (second, says) in [
        (&again, "both have a submission `ada`"),
        (&other, "with other rules"),
        (&junk, "is no JSON report"),
    ] {
        let output = grade().arg("--merge").args([&ada, second]).output();
        let output = output.expect("it runs");
        assert_eq!(output.status.code(), Some(1));
        let said = said(&output);
        assert!(said.contains(says) && said.lines().count() == 1, "{said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_leaves_no_half_report() {
    let folder = tempfile::tempdir().expect("a folder");
    let ada = written(folder.path(), "ada.json", "r", &["ada"]);
    let whole = fs::read(&ada).expect("it is there");
    // A file of no size is as good as a disk without room.
    let output = grade_within_no_room()
        .arg("--merge")
        .arg(&ada)
        .arg("--json")
        .arg(&ada)
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let said = said(&output);
    assert!(said.contains("cannot be written"), "{said}");
    assert_eq!(fs::read(&ada).expect("still there"), whole);
    let files = fs::read_dir(folder.path()).expect("the folder").count();
    assert_eq!(files, 1, "a half-written report was left");
}

/// The grader, unable to write a byte into a file, and told so by an error.
#[cfg(target_os = "linux")]
fn grade_within_no_room() -> assert_cmd::Command {
    let mut command = assert_cmd::Command::new("sh");
    // Ignored, the signal of the limit becomes an error.
    let script = "trap '' XFSZ; ulimit -f 0; exec \"$0\" grade \"$@\"";
    command.args(["-c", script, env!("CARGO_BIN_EXE_course")]);
    command.current_dir(crate::run::root());
    command
}
