//! The programs on threads of the system. There they sleep most of the time: so all of
//! this is one test, in which they run at once.

use std::thread;

use assert_cmd::assert::OutputAssertExt;
use course_tests::program;

#[test]
fn on_threads_of_the_system() {
    let all: [(_, fn()); 6] = [
        ("the jobs of chapter 2", the_jobs_of_chapter_2),
        ("the tasks of chapter 3", the_tasks_of_chapter_3),
        ("the jobs of chapter 4", the_jobs_of_chapter_4),
        ("the tasks of chapter 5", the_tasks_of_chapter_5),
        ("a trap", a_trap_ends_with_the_same_code),
        ("a broken promise", a_broken_promise_is_exit_code_1),
    ];
    thread::scope(|scope| {
        for (name, one) in all {
            let thread = thread::Builder::new().name(name.to_owned());
            thread.spawn_scoped(scope, one).expect("a thread");
        }
    });
}

/// The lines with `mark` that a program prints.
fn lines(name: &str, args: &[&str], mark: &str) -> Vec<String> {
    let output = program(name).args(args).output().expect("it runs");
    let text = String::from_utf8(output.stdout).expect("text");
    let lines = text.lines().filter(|line| line.contains(mark));
    lines.map(str::to_owned).collect()
}

/// Both worlds agree on the outcome of every job, of which there are `count`. In which
/// order they come is another matter.
fn agree(name: &str, args: &[&str], count: usize) {
    let outcomes = |args: &[&str]| {
        let mut lines = lines(name, args, "→");
        lines.sort_unstable();
        lines
    };
    let lab = outcomes(args);
    assert_eq!(lab.len(), count);
    assert_eq!(outcomes(&[args, &["--real"]].concat()), lab);
}

fn the_jobs_of_chapter_2() {
    agree("basic_pool", &["--jobs", "6"], 6);
}

fn the_jobs_of_chapter_4() {
    agree("configurable_pool", &["--jobs", "4"], 4);
    agree(
        "configurable_pool_solution",
        &["worker_pool", "--jobs", "4"],
        4,
    );
}

fn the_tasks_of_chapter_3() {
    let args = ["--tasks", "4", "--failing", "40", "--pause", "10"];
    let outcomes = |args: &[&str]| lines("robust_retry_pool", args, " task   ");
    let lab = outcomes(&args);
    assert_eq!(lab.len(), 4);
    assert_eq!(outcomes(&[&args[..], &["--real"]].concat()), lab);
}

fn the_tasks_of_chapter_5() {
    let all: [(_, &[_]); 4] = [
        ("advanced_patterns", &["priorities", "--tasks", "6"]),
        ("advanced_patterns", &["rate_limit", "--rate", "100"]),
        (
            "advanced_patterns_solution",
            &["priority_pool", "--tasks", "8"],
        ),
        (
            "advanced_patterns_solution",
            &["work_stealing", "--tasks", "8"],
        ),
    ];
    for (name, args) in all {
        program(name).args(args).arg("--real").assert().success();
    }
}

fn a_trap_ends_with_the_same_code() {
    program("robust_retry_pool")
        .args(["trap", "counts_submissions", "--tasks", "1", "--real"])
        .assert()
        .code(1);
}

fn a_broken_promise_is_exit_code_1() {
    let trap = |flags: &[&str]| {
        let mut trap = program("advanced_patterns");
        trap.args(["trap", "window_edge"]).args(flags);
        trap.output().expect("it runs").status.code()
    };
    assert_eq!(trap(&[]), Some(1));
    // Held up for a tenth of a second, it begins after the edge, and nothing is seen.
    let is_seen = (0..10).any(|_| trap(&["--real"]) == Some(1));
    assert!(is_seen, "ten times it began after the edge");
}
