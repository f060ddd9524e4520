//! A panic that nobody can catch ends the process: what it says before.

use lab::{channel, thread};

use crate::{in_a_process_of_its_own, natural, random};

struct Late;

impl Drop for Late {
    fn drop(&mut self) {
        panic!("too late");
    }
}

struct Hole;

impl Drop for Hole {
    fn drop(&mut self) {
        todo!("wait for the workers");
    }
}

/// What is told by the process of its own that runs the test `name`.
fn told_by(name: &str) -> String {
    let output = in_a_process_of_its_own(&format!("last_words::{name}"));
    assert!(!output.status.success());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
#[ignore = "run by the test below, in a process of its own"]
fn a_destructor_panics_after_a_thread() {
    lab::run(&random(7), || {
        let _late = Late;
        let thread = thread::spawn(|| panic!("the cause"));
        thread.join().unwrap()
    });
}

#[test]
fn the_first_panic_is_told_and_the_schedule() {
    let told = told_by("a_destructor_panics_after_a_thread");
    let order = [
        "aborted: thread 1 panicked at shared/lab_tests/",
        ": the cause\n",
        "main panicked at shared/lab_tests/",
        ": called `Result::unwrap()` on an `Err` value: Any",
        "main panicked in a destructor that ran because of that panic at ",
        ": too late\n",
        "destructors must not panic.\nThis was the schedule r7.\n",
    ];
    let mut rest = told.as_str();
    for words in order {
        let (_, after) = rest.split_once(words).unwrap_or_else(|| {
            panic!("`{words}` is missing:\n{told}");
        });
        rest = after;
    }
}

#[test]
#[ignore = "run by the test below, in a process of its own"]
fn a_destructor_panics_in_a_stuck_run() {
    lab::run(&natural(), || {
        let (_late, (tx, rx)) = (Late, channel::bounded::<()>(1));
        rx.recv().unwrap();
        drop(tx);
    });
}

#[test]
fn a_run_that_could_not_go_on_is_told_of() {
    let told = told_by("a_destructor_panics_in_a_stuck_run");
    let words = "aborted: main panicked in a destructor that ran because the run \
                 could not go on at shared/lab_tests/";
    assert!(
        told.contains(words) && told.contains(": too late\n"),
        "{told}"
    );
}

#[test]
#[ignore = "run by the test below, in a process of its own"]
fn a_destructor_has_a_hole() {
    lab::run(&natural(), || {
        let _hole = Hole;
        panic!("that came first");
    });
}

#[test]
fn a_hole_in_a_destructor_is_a_hole() {
    let told = told_by("a_destructor_has_a_hole");
    let words = "not started: not yet implemented: wait for the workers\n\
                 Fill in the hole at shared/lab_tests/";
    assert!(told.contains(words), "{told}");
}
