//! Chapter 4 as a reader sees it.

use assert_cmd::assert::OutputAssertExt;
use course_tests::{has_holes, program, transcript};
use insta::assert_snapshot;

const EXERCISES: [&str; 3] = ["worker_pool", "backpressure", "cancel_and_panic"];

fn lesson(args: &[&str]) -> String {
    transcript("configurable_pool", args)
}

fn solution(args: &[&str]) -> String {
    transcript("configurable_pool_solution", args)
}

#[test]
fn the_lesson() {
    assert_snapshot!(lesson(&[]));
}

#[test]
fn the_lesson_with_other_settings() {
    let hand_over = ["--queue", "0", "--workers", "2", "--jobs", "4"];
    assert_snapshot!("a_queue_of_none", lesson(&hand_over));
    assert_snapshot!("no_jobs", lesson(&["--jobs", "0"]));
    let bakers = ["--thread-name", "baker", "--workers", "8"];
    assert_snapshot!("eight_bakers", lesson(&bakers));
}

#[test]
fn the_lesson_is_the_same_with_another_seed() {
    let results = |args: &[&str]| {
        let text = lesson(args);
        let (_, rest) = text.split_once('\n').expect("lines");
        rest.to_owned()
    };
    assert_eq!(results(&["--seed", "7"]), results(&[]));
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
fn more_jobs_than_the_queue_holds_are_no_problem() {
    for args in [["--jobs", "500"], ["--queue", "0"]] {
        program("configurable_pool").args(args).assert().success();
    }
}

#[test]
fn traps() {
    for name in ["stop_after_a_while", "submit_after_stop", "full_results"] {
        assert_snapshot!(format!("trap_{name}"), lesson(&["trap", name]));
    }
}

#[test]
fn a_trap_with_its_timeline() {
    assert_snapshot!(lesson(&["trap", "full_results", "--timeline"]));
}

#[test]
fn a_trap_ends_well_while_the_jobs_are_few() {
    let few = ["trap", "full_results", "--jobs", "2"];
    program("configurable_pool").args(few).assert().success();
}

#[test]
fn exercises_that_are_not_started_say_so() {
    for name in EXERCISES {
        if has_holes("configurable_pool", name) {
            assert_snapshot!(format!("stub_{name}"), lesson(&[name]));
            program("configurable_pool")
                .args([name, "--real"])
                .assert()
                .code(3);
        }
    }
}

#[test]
fn solutions() {
    for name in EXERCISES {
        assert_snapshot!(format!("solution_{name}"), solution(&[name]));
    }
}

#[test]
fn a_solution_with_its_timeline() {
    assert_snapshot!(solution(&["backpressure", "--timeline"]));
}

#[test]
fn help() {
    assert_snapshot!(lesson(&["--help"]));
}

#[test]
fn bad_input_gets_one_clear_sentence() {
    let wrong: &[&[&str]] = &[
        &["--workers", "0"],
        &["--queue", "-1"],
        &["--jobs", "many"],
        &["trap", "no_such_trap"],
        &["no_such_exercise"],
        &["--real", "--timeline"],
    ];
    let all: Vec<_> = wrong.iter().map(|args| lesson(args)).collect();
    assert_snapshot!(all.join("\n"));
}
