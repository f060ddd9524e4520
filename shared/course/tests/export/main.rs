//! Exercises taken home.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use assert_cmd::assert::OutputAssertExt;
use course::catalog::{Course, Exercise};
use course::{commands, export};

fn course() -> Course {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    Course::at(Path::new(root)).expect("the course around this package")
}

fn text(course: &Course, file: impl AsRef<Path>) -> String {
    fs::read_to_string(course.root.join(file)).expect("a file of the course")
}

/// Where crates are built. One test at a time has it, and what is built.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("export")
}

/// Writes the crate of an exercise, with this text, into a folder of its own.
fn take_home(course: &Course, exercise: &Exercise, text: &str) -> PathBuf {
    let folder = folder().join(exercise.id());
    let files = export::files(course, exercise, text).expect("it can be exported");
    // What an earlier run has left may have other modules.
    let _ = fs::remove_dir_all(&folder);
    commands::export::write(&folder, &files).expect("the folder can be written");
    folder
}

fn cargo(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args(args)
        .arg("--offline")
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", self::folder().join("target"))
        .env("RUSTFLAGS", "-D warnings")
        // Each is built once, and nobody debugs it.
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .env("CARGO_INCREMENTAL", "0")
        .output()
        .expect("cargo")
}

#[test]
fn nothing_of_the_lab_is_left_in_it() {
    let course = course();
    for exercise in course.exercises() {
        for source in [exercise.stub(), exercise.solution()] {
            let is_stub = source == exercise.stub();
            let text = text(&course, source);
            let files = export::files(&course, exercise, &text).expect("a crate");
            for (file, text) in &files {
                if file.extension().is_some_and(|extension| extension == "rs") {
                    // Given code may speak of it; the stub's note must be gone, too.
                    let is_given = file.starts_with("src/workloads");
                    let mut lines = text
                        .lines()
                        .filter(|l| !(is_given && l.trim().starts_with("//")));
                    let of_course = ["lab::", "shared/workloads"];
                    let left = lines
                        .find(|line| of_course.iter().any(|it| line.contains(it)));
                    assert_eq!(left, None, "{}: {}", exercise.id(), file.display());
                }
            }
            let tests = &files[Path::new("tests/outcomes.rs")];
            let (all, ignored) =
                (tests.matches("#[test]"), tests.matches("#[ignore"));
            let ignored_at_least = if is_stub { all.count() } else { 0 };
            assert_eq!(ignored.count(), ignored_at_least, "{}", exercise.id());
        }
    }
}

#[test]
fn what_stays_in_the_course_is_named() {
    let course = course();
    let exercise = course.find("prime_batches").expect("an exercise");
    let texts = [
        "use super::primes::is_prime;",
        "fn f() { crate::exercises::primes::is_prime(1); }",
        "use lab::{Config, thread};",
        "fn f() { lab::limit_threads(1) }",
    ];
    for text in texts {
        let problem = export::files(&course, exercise, text).expect_err(text);
        assert!(
            problem.sentence.contains("stays in the course"),
            "{problem}"
        );
    }
    // Own modules, and what is only talked about, do not matter.
    let text = "// use super::primes, lab::run\nmod own { use super::*; }";
    export::files(&course, exercise, text).expect("a crate");
}

#[test]
fn its_tests_tell_a_right_pool_from_a_wrong_one_and_from_a_hole() {
    let course = course();
    let exercise = course.find("run_pool").expect("an exercise");
    let _alone = lock();
    let tested = |file: PathBuf| {
        let folder = take_home(&course, exercise, &text(&course, file));
        let output = cargo(&folder, &["test", "--test", "outcomes"]);
        (
            String::from_utf8_lossy(&output.stdout).into_owned(),
            output.status,
        )
    };
    let (said, status) = tested(exercise.stub());
    assert!(
        status.success() && said.contains(" 0 passed; 0 failed; 1 ignored"),
        "{said}"
    );
    let (said, status) =
        tested("tests/wrong/basic_pool/run_pool/results_doubled.rs".into());
    assert!(
        !status.success() && said.contains(" 0 passed; 1 failed;"),
        "{said}"
    );
    let (said, status) = tested(exercise.solution());
    assert!(
        status.success() && said.contains(" 1 passed; 0 failed;"),
        "{said}"
    );
}

#[test]
#[ignore = "builds nineteen crates and runs them in real time: a minute or two"]
fn every_solution_builds_passes_its_tests_and_runs_on_its_own() {
    let course = course();
    let _alone = lock();
    let mut programs = Vec::new();
    for exercise in course.exercises() {
        let folder =
            take_home(&course, exercise, &text(&course, exercise.solution()));
        cargo(&folder, &["test"]).assert().success();
        cargo(&folder, &["build"]).assert().success();
        // They sleep more than they compute: all at once.
        let program = self::folder().join("target/debug").join(&exercise.name);
        let program = Command::new(program)
            .current_dir(&folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        programs.push(program.expect("the program"));
    }
    for program in programs {
        let output = program
            .wait_with_output()
            .expect("an end")
            .assert()
            .success();
        assert!(!output.get_output().stdout.is_empty(), "it says nothing");
    }
}

/// Held while a test has the folder.
fn lock() -> fs::File {
    fs::create_dir_all(folder()).expect("a folder");
    let file = fs::File::create(folder().join("lock")).expect("a lock");
    file.lock().expect("the folder for this test alone");
    file
}
