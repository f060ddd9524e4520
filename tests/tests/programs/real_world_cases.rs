//! Chapter 6 as a reader sees it: in the lab.

use assert_cmd::assert::OutputAssertExt;
use course_tests::{has_holes, program, transcript};
use insta::assert_snapshot;

fn lesson(args: &[&str]) -> String {
    transcript("real_world_cases", args)
}

fn solution(args: &[&str]) -> String {
    transcript("real_world_cases_solution", args)
}

const EXERCISES: [&str; 3] = ["thumbnails", "crawler", "checksum"];

#[test]
fn the_lesson() {
    assert_snapshot!("lesson", lesson(&[]));
    assert_snapshot!("lesson_images", lesson(&["images", "--workers", "1"]));
    assert_snapshot!("lesson_crawl", lesson(&["crawl", "--depth", "1"]));
}

#[test]
fn the_crawl_with_another_seed() {
    assert_snapshot!(lesson(&["crawl", "--seed", "7", "--depth", "2"]));
}

#[test]
fn ctrl_c_in_the_lab() {
    assert_snapshot!("stopped_crawl", lesson(&["crawl", "--stop-after", "300"]));
    let cancelled = solution(&["checksum", "--stop-after", "25"]);
    assert_snapshot!("cancelled_checksum", cancelled);
}

#[test]
fn the_images_with_their_timeline() {
    assert_snapshot!(lesson(&["images", "--timeline"]));
}

#[test]
fn traps() {
    for name in [
        "whole_pool_for_one_page",
        "no_visited_set",
        "stage_closes_early",
    ] {
        assert_snapshot!(format!("trap_{name}"), lesson(&["trap", name]));
    }
}

#[test]
fn enough_workers_hide_the_trap() {
    let args = ["trap", "whole_pool_for_one_page", "--workers", "60"];
    program("real_world_cases").args(args).assert().success();
}

#[test]
fn exercises_that_are_not_started_say_so() {
    for name in EXERCISES {
        if has_holes("real_world_cases", name) {
            assert_snapshot!(format!("stub_{name}"), lesson(&[name]));
            program("real_world_cases")
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
fn help() {
    assert_snapshot!(lesson(&["--help"]));
}

#[test]
fn bad_input_gets_one_clear_sentence() {
    let wrong: &[&[&str]] = &[
        &["--workers", "0"],
        &["crawl", "--depth", "-1"],
        &["crawl", "--url", "http://localhost/"],
        &["crawl", "--real", "--url", "localhost"],
        &["crawl", "--real", "--url", "https://localhost/"],
        &["images", "--size", "0"],
        &["images", "--input", "."],
        &["images", "--input", "no/such", "--output", "target/no"],
        &["trap", "no_such_trap"],
        &["no_such_exercise"],
        &["checksum", "--real", "--timeline"],
    ];
    let all: Vec<_> = wrong.iter().map(|args| lesson(args)).collect();
    assert_snapshot!(all.join("\n"));
}
