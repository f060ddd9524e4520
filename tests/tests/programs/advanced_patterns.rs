//! Chapter 5 as a reader sees it.

use assert_cmd::assert::OutputAssertExt;
use course_tests::{has_holes, program, transcript};
use insta::assert_snapshot;

const EXERCISES: [&str; 5] = [
    "priority_pool",
    "rate_limiter",
    "dynamic_pool",
    "work_stealing",
    "fast_pool",
];

fn lesson(args: &[&str]) -> String {
    transcript("advanced_patterns", args)
}

fn solution(args: &[&str]) -> String {
    transcript("advanced_patterns_solution", args)
}

#[test]
fn each_program_of_the_lesson() {
    for name in ["priorities", "rate_limit", "dynamic"] {
        let timeline = lesson(&[name, "--timeline"]);
        assert_snapshot!(format!("lesson_{name}"), timeline);
    }
}

#[test]
fn the_whole_lesson_is_its_three_programs() {
    let whole = lesson(&[]);
    for name in ["priorities", "rate_limit", "dynamic"] {
        let alone = lesson(&[name]);
        let (_, alone) = alone.split_once('\n').expect("the command comes first");
        assert!(whole.contains(alone.trim_end()), "{name} is missing");
    }
}

#[test]
fn the_lesson_with_other_counts() {
    let few = lesson(&["priorities", "--workers", "1", "--tasks", "4"]);
    assert_snapshot!("one_worker", few);
    let fast = [
        "rate_limit",
        "--rate",
        "50",
        "--burst",
        "1",
        "--requests",
        "5",
    ];
    assert_snapshot!("another_rate", lesson(&fast));
    let small = ["dynamic", "--max", "2", "--queue", "5", "--tasks", "10"];
    assert_snapshot!("a_smaller_pool", lesson(&small));
    let early = [
        "dynamic",
        "--crowded",
        "20",
        "--queue",
        "10",
        "--tasks",
        "12",
    ];
    assert_snapshot!("grows_early", lesson(&early));
    let short = ["priorities", "--queues", "2,1,1", "--tasks", "9"];
    assert_snapshot!("short_queues", lesson(&short));
    assert_snapshot!("no_tasks", lesson(&["priorities", "--tasks", "0"]));
}

#[test]
fn the_lesson_on_another_schedule() {
    assert_snapshot!(lesson(&["priorities", "--replay", "r7", "--tasks", "6"]));
}

#[test]
fn traps() {
    for name in [
        "random_select",
        "starvation",
        "window_edge",
        "scale_up_only",
    ] {
        let timeline = lesson(&["trap", name, "--timeline"]);
        assert_snapshot!(format!("trap_{name}"), timeline);
    }
}

#[test]
fn what_a_plain_select_takes_depends_on_the_seed() {
    let run = |seed| {
        let args = ["trap", "random_select", "--seed", seed];
        let output = program("advanced_patterns").args(args).output();
        String::from_utf8(output.expect("it runs").stdout).expect("text")
    };
    assert_eq!(run("1"), run("1"));
    assert_ne!(run("1"), run("2"));
}

#[test]
fn exercises_that_are_not_started_say_so() {
    for name in EXERCISES {
        if has_holes("advanced_patterns", name) {
            assert_snapshot!(format!("stub_{name}"), lesson(&[name]));
            program("advanced_patterns")
                .args([name, "--real", "--tasks", "1000"])
                .assert()
                .code(3);
        }
    }
}

#[test]
fn the_steps_of_the_fast_pool() {
    let text = lesson(&["fast_pool"]);
    let (steps, _) = text.split_once("── yours ──").expect("steps first");
    assert_snapshot!("lesson_fast_pool", steps);
}

#[test]
fn solutions() {
    for name in EXERCISES {
        assert_snapshot!(format!("solution_{name}"), solution(&[name]));
    }
}

#[test]
fn solutions_print_the_same_bytes_every_time() {
    for name in EXERCISES {
        let first = solution(&[name]);
        for _ in 1..10 {
            assert_eq!(solution(&[name]), first);
        }
    }
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
        &["--rate", "0"],
        &["--idle", "0"],
        &["--tasks", "-1"],
        &["dynamic", "--min", "5", "--max", "2"],
        &["trap", "no_such_trap"],
        &["no_such_exercise"],
        &["rate_limit", "--real", "--timeline"],
        &["--trace", "all_three.svg"],
        &["dynamic", "--trace", "no/such/folder/trace.svg"],
        &["priorities", "--queues", "50,100"],
        &["dynamic", "--crowded", "101"],
    ];
    let all: Vec<_> = wrong.iter().map(|args| lesson(args)).collect();
    assert_snapshot!(all.join("\n"));
}
