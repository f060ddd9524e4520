//! Chapter 2 as a reader sees it.

use std::io::Read;
use std::process::Stdio;

use assert_cmd::assert::OutputAssertExt;
use course_tests::{has_holes, program, transcript};
use insta::assert_snapshot;

fn lesson(args: &[&str]) -> String {
    transcript("basic_pool", args)
}

fn solution(args: &[&str]) -> String {
    transcript("basic_pool_solution", args)
}

#[test]
fn the_lesson() {
    assert_snapshot!(lesson(&[]));
}

#[test]
fn the_lesson_is_the_same_with_another_seed() {
    // Nothing in it is random, and first in, first out knows no seed.
    let expected = lesson(&[])
        .split_once('\n')
        .map(|(_, rest)| rest.to_owned());
    let other = lesson(&["--seed", "7"]);
    assert_eq!(
        other.split_once('\n').map(|(_, rest)| rest.to_owned()),
        expected
    );
}

#[test]
fn the_lesson_with_other_counts() {
    assert_snapshot!("five_workers", lesson(&["--workers", "5", "--jobs", "20"]));
    assert_snapshot!("one_worker", lesson(&["--workers", "1", "--jobs", "2"]));
    assert_snapshot!("no_jobs", lesson(&["--jobs", "0"]));
}

#[test]
fn the_lesson_on_another_schedule() {
    assert_snapshot!(lesson(&["--replay", "r7", "--jobs", "4"]));
}

#[test]
fn the_lesson_with_its_timeline() {
    assert_snapshot!(lesson(&["--timeline"]));
}

#[test]
fn more_jobs_than_all_queues_hold_are_no_problem() {
    program("basic_pool")
        .args(["--jobs", "1000"])
        .assert()
        .success();
}

#[test]
fn the_lesson_prints_the_same_bytes_200_times() {
    let first = program("basic_pool").output().expect("it runs").stdout;
    for _ in 1..200 {
        program("basic_pool")
            .assert()
            .success()
            .stdout(first.clone());
    }
}

#[test]
fn traps() {
    for name in [
        "lock_held_through_job",
        "leaked_sender",
        "collect_after_submit",
    ] {
        assert_snapshot!(format!("trap_{name}"), lesson(&["trap", name]));
    }
}

#[test]
fn a_trap_with_its_timeline() {
    assert_snapshot!(lesson(&["trap", "lock_held_through_job", "--timeline"]));
}

#[test]
fn exercises_that_are_not_started_say_so() {
    for name in ["run_pool", "primes", "prime_batches"] {
        if has_holes("basic_pool", name) {
            assert_snapshot!(format!("stub_{name}"), lesson(&[name]));
        }
        if has_holes("basic_pool", name) {
            program("basic_pool")
                .args([name, "--real"])
                .assert()
                .code(3);
        }
    }
}

#[test]
fn solutions() {
    for name in ["run_pool", "primes", "prime_batches"] {
        assert_snapshot!(format!("solution_{name}"), solution(&[name]));
    }
    let few = solution(&["primes", "--limit", "50", "--workers", "2"]);
    assert_snapshot!("solution_primes_to_50", few);
}

#[test]
fn help() {
    assert_snapshot!(lesson(&["--help"]));
}

#[test]
fn bad_input_gets_one_clear_sentence() {
    let wrong: &[&[&str]] = &[
        &["--bogus"],
        &["--workers", "0"],
        &["--jobs", "-1"],
        &["--jobs", "many"],
        &["--seed", "x"],
        &["--replay", "zz"],
        &["trap", "no_such_trap"],
        &["no_such_exercise"],
        &["--real", "--timeline"],
        &["--trace", "no/such/folder/trace.svg", "--jobs", "0"],
    ];
    let all: Vec<_> = wrong.iter().map(|args| lesson(args)).collect();
    assert_snapshot!(all.join("\n"));
}

#[test]
fn a_reader_that_goes_away_ends_the_program_quietly() {
    let mut child = program("basic_pool")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    let mut errors = String::new();
    let stderr = child.stderr.as_mut().expect("it is piped");
    stderr.read_to_string(&mut errors).expect("text");
    assert_eq!(errors, "");
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn a_trace_can_be_written_in_every_format() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, begins) in [
        ("trace.svg", "<svg"),
        ("trace.json", "{"),
        ("trace.perfetto", "{"),
    ] {
        let path = folder.path().join(name);
        let path_arg = path.to_str().expect("a plain name");
        program("basic_pool")
            .args(["--trace", path_arg])
            .assert()
            .success();
        let text = std::fs::read_to_string(&path).expect("it was written");
        assert!(text.starts_with(begins), "{name} begins with {:.40}", text);
    }
}
