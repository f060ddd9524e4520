//! Chapter 3 as a reader sees it.

use assert_cmd::assert::OutputAssertExt;
use course_tests::{has_holes, program, transcript};
use insta::assert_snapshot;

const EXERCISES: [&str; 3] = ["retry_pool", "http_simulator", "live_metrics"];

fn lesson(args: &[&str]) -> String {
    transcript("robust_retry_pool", args)
}

fn solution(args: &[&str]) -> String {
    transcript("robust_retry_pool_solution", args)
}

#[test]
fn the_lesson() {
    assert_snapshot!(lesson(&[]));
}

#[test]
fn the_lesson_with_another_seed() {
    assert_snapshot!(lesson(&["--seed", "7"]));
}

#[test]
fn the_lesson_with_other_numbers() {
    let half = ["--tasks", "4", "--failing", "50", "--workers", "2"];
    assert_snapshot!("half_of_all_attempts_fail", lesson(&half));
    let never = ["--tasks", "2", "--failing", "100", "--pause", "0"];
    assert_snapshot!("all_attempts_fail", lesson(&never));
    let once = ["--tasks", "3", "--failing", "100", "--attempts", "1"];
    assert_snapshot!("one_attempt", lesson(&once));
    assert_snapshot!("no_tasks", lesson(&["--tasks", "0"]));
}

#[test]
fn the_lesson_with_its_timeline() {
    assert_snapshot!(lesson(&["--timeline"]));
}

#[test]
fn many_tasks_are_no_problem() {
    program("robust_retry_pool")
        .args(["--tasks", "1000"])
        .assert()
        .success();
}

#[test]
fn traps() {
    for name in ["nobody_closes", "closed_too_early", "counts_submissions"] {
        assert_snapshot!(format!("trap_{name}"), lesson(&["trap", name]));
    }
}

#[test]
fn a_trap_with_its_timeline() {
    assert_snapshot!(lesson(&["trap", "counts_submissions", "--timeline"]));
}

#[test]
fn exercises_that_are_not_started_say_so() {
    for name in EXERCISES {
        if has_holes("robust_retry_pool", name) {
            assert_snapshot!(format!("stub_{name}"), lesson(&[name]));
            program("robust_retry_pool")
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
    let none = solution(&["http_simulator", "--requests", "0"]);
    assert_snapshot!("solution_http_simulator_without_requests", none);
    let final_4xx = ["http_simulator", "--final-4xx", "--requests", "20"];
    let jitter = ["--jitter", "50", "--failing", "60"];
    let args = [&final_4xx[..], &jitter].concat();
    assert_snapshot!("solution_http_simulator_with_final_codes", solution(&args));
    let often = solution(&["live_metrics", "--every", "250", "--tasks", "20"]);
    assert_snapshot!("solution_live_metrics_often", often);
}

#[test]
fn help() {
    assert_snapshot!(lesson(&["--help"]));
}

#[test]
fn bad_input_gets_one_clear_sentence() {
    let wrong: &[&[&str]] = &[
        &["--workers", "0"],
        &["--tasks", "-1"],
        &["--attempts", "0"],
        &["--pause", "soon"],
        &["--failing", "101"],
        &["live_metrics", "--every", "0"],
        &["trap", "no_such_trap"],
        &["no_such_exercise"],
    ];
    let all: Vec<_> = wrong.iter().map(|args| lesson(args)).collect();
    assert_snapshot!(all.join("\n"));
}
