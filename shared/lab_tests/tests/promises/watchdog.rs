//! A thread that the lab cannot see is given up after a while of real time.

use std::process::Output;
use std::time::Duration;

use crate::{in_a_process_of_its_own, natural};

fn impatient() -> lab::Config {
    let mut config = natural();
    config.watchdog = Some(Duration::from_millis(400));
    config
}

#[test]
#[ignore = "run by a test below, in a process of its own"]
#[allow(clippy::disallowed_types, clippy::disallowed_methods)]
fn a_lock_of_the_standard_library() {
    lab::run(&impatient(), || {
        lab::thread::yield_now();
        let lock = std::sync::Mutex::new(0);
        let first = lock.lock().unwrap();
        let second = lock.lock().unwrap();
        assert_eq!(*first, *second);
    });
}

#[test]
#[ignore = "run by a test below, in a process of its own"]
fn a_loop_without_an_end() {
    lab::run(&impatient(), || {
        lab::thread::yield_now();
        while std::hint::black_box(true) {}
    });
}

fn says_that_it_is_stuck(output: &Output) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("stuck outside the lab"), "{told}");
    assert!(told.contains("watchdog.rs:"), "{told}");
    assert!(told.contains("where lab:: belongs"), "{told}");
}

#[test]
fn a_call_that_really_blocks_is_given_up() {
    let test = "watchdog::a_lock_of_the_standard_library";
    says_that_it_is_stuck(&in_a_process_of_its_own(test));
}

#[test]
fn a_loop_that_does_not_use_the_lab_is_given_up() {
    let test = "watchdog::a_loop_without_an_end";
    says_that_it_is_stuck(&in_a_process_of_its_own(test));
}
