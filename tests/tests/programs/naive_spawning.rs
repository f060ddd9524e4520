//! Chapter 1 as a reader sees it.

use assert_cmd::assert::OutputAssertExt;
use course_tests::{has_holes, program, transcript};
use insta::assert_snapshot;

fn lesson(args: &[&str]) -> String {
    transcript("naive_spawning", args)
}

fn solution(args: &[&str]) -> String {
    transcript("naive_spawning_solution", args)
}

#[test]
fn the_lesson() {
    assert_snapshot!(lesson(&[]));
}

#[test]
fn the_lesson_with_other_numbers() {
    assert_snapshot!("another_seed", lesson(&["--seed", "7", "--files", "1000"]));
    assert_snapshot!("two_workers", lesson(&["--workers", "2", "--files", "500"]));
    assert_snapshot!("limit_of_3", lesson(&["--limit", "3", "--files", "100"]));
    assert_snapshot!("no_files", lesson(&["--files", "0"]));
}

#[test]
fn the_lesson_on_another_schedule() {
    assert_snapshot!(lesson(&["--replay", "r7", "--files", "1000"]));
}

#[test]
fn the_lesson_with_its_timeline() {
    assert_snapshot!(lesson(&["--timeline", "--files", "5", "--workers", "2"]));
    assert_snapshot!(
        "a_thousand_lanes",
        lesson(&["--timeline", "--files", "1000"])
    );
}

#[test]
fn the_lesson_prints_the_same_bytes_20_times() {
    let small = || {
        let mut program = program("naive_spawning");
        program.args(["--files", "1000"]);
        program
    };
    let first = small().output().expect("it runs").stdout;
    for _ in 1..20 {
        small().assert().success().stdout(first.clone());
    }
}

#[test]
fn a_pool_without_threads_left_loses_no_file() {
    // The lab itself allows 50,000 threads.
    let output = program("naive_spawning")
        .args(["--files", "100", "--workers", "50100"])
        .output()
        .expect("it runs");
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(text.contains("no worker after 50000"), "{text}");
    assert!(text.ends_with("🎉 no file was lost\n"), "{text}");
}

#[test]
fn for_real_the_same_words_are_counted() {
    let words = |args: &[&str]| {
        let output = program("naive_spawning").args(args).output();
        let text = String::from_utf8(output.expect("it runs").stdout);
        let text = text.expect("text");
        assert!(text.ends_with("🎉 no file was lost\n"), "{text}");
        let row = text.lines().find(|line| line.contains("words counted"));
        let words = row.and_then(|row| row.split_whitespace().nth(2));
        words.expect("a number").to_owned()
    };
    let files = ["--files", "300"];
    assert_eq!(
        words(&["--files", "300", "--real"]),
        words(&files),
        "the files are the same in both worlds"
    );
}

#[test]
fn traps() {
    for name in ["missing_join", "shared_counter"] {
        assert_snapshot!(format!("trap_{name}"), lesson(&["trap", name]));
    }
}

#[test]
fn a_trap_with_its_timeline() {
    assert_snapshot!(lesson(&["trap", "shared_counter", "--timeline"]));
}

#[test]
fn exercises_that_are_not_started_say_so() {
    for name in ["bounded_spawn", "chunks"] {
        if has_holes("naive_spawning", name) {
            assert_snapshot!(format!("stub_{name}"), lesson(&[name]));
            program("naive_spawning")
                .args([name, "--real"])
                .assert()
                .code(3);
        }
    }
}

#[test]
fn solutions() {
    for name in ["bounded_spawn", "chunks"] {
        assert_snapshot!(format!("solution_{name}"), solution(&[name]));
        let few = solution(&[name, "--files", "6", "--workers", "2", "--timeline"]);
        assert_snapshot!(format!("solution_{name}_with_its_timeline"), few);
        program("naive_spawning_solution")
            .args([name, "--real", "--files", "50"])
            .assert()
            .success();
    }
}

#[test]
fn help() {
    assert_snapshot!(lesson(&["--help"]));
    assert_snapshot!("solution_help", solution(&["--help"]));
}

#[test]
fn bad_input_gets_one_clear_sentence() {
    let wrong: &[&[&str]] = &[
        &["--bogus"],
        &["--workers", "0"],
        &["--files", "-1"],
        &["--files", "many"],
        &["--queue", "0"],
        &["--queue", "1000001"],
        &["--limit", "0"],
        &["--seed", "x"],
        &["trap", "no_such_trap"],
        &["no_such_exercise"],
        &["--real", "--timeline"],
    ];
    let all: Vec<_> = wrong.iter().map(|args| lesson(args)).collect();
    assert_snapshot!(all.join("\n"));
}
