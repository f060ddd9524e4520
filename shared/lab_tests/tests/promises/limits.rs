use lab::{Config, Verdict, thread};

use crate::{natural, run};

fn at_most(threads: usize) -> Config {
    let mut config = natural();
    config.thread_limit = threads;
    config
}

#[test]
fn a_builder_returns_the_error_at_the_thread_limit() {
    run(&at_most(2), || {
        let parked: Vec<_> = (0..2).map(|_| thread::spawn(thread::park)).collect();
        let error = thread::Builder::new().spawn(|| ()).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::WouldBlock);
        let in_scope = thread::scope(|s| {
            let builder = thread::Builder::new();
            builder.spawn_scoped(s, || ()).map(drop).unwrap_err()
        });
        assert_eq!(in_scope.kind(), error.kind());
        for thread in parked {
            thread.thread().unpark();
            thread.join().unwrap();
        }
        // Threads that have ended make room.
        thread::spawn(|| ()).join().unwrap();
    });
}

#[test]
fn a_thread_that_cannot_be_started_is_in_the_timeline() {
    let run = lab::run(&at_most(1).traced(), || {
        let _only = thread::spawn(thread::park);
        thread::Builder::new().spawn(|| ()).map(drop).unwrap_err();
    });
    let steps = run.trace.expect("it was asked for").steps(10);
    assert!(steps.contains("cannot start a thread"), "{steps}");
}

#[test]
fn spawn_panics_at_the_thread_limit_and_says_why() {
    let run = lab::run(&at_most(10), || {
        let threads: Vec<_> = (0..11).map(|_| thread::spawn(|| ())).collect();
        threads.into_iter().for_each(|t| t.join().unwrap());
    });
    let Verdict::Panicked(panicked) = run.verdict else {
        panic!("{:?}", run.verdict);
    };
    let said = panicked.message;
    assert!(said.contains("failed to spawn thread"), "{said}");
    assert!(said.contains("Resource temporarily unavailable"), "{said}");
    assert_eq!(run.figures.peak_threads, 10);
}

#[test]
fn a_run_that_prints_without_end_is_given_up_and_says_why() {
    let sentence = |line: &str, step_limit| {
        let mut config = natural();
        config.step_limit = step_limit;
        let run = lab::run(&config, || {
            loop {
                lab::println!("{line}");
            }
        });
        let report = run.verdict.report().expect("it has no end");
        assert!(report.details[0].contains("limits.rs"), "{report}");
        report.sentence
    };
    assert_eq!(
        sentence("again", 1_000),
        "too much output: the run was given up after 1000 operations, of which 999 \
         printed a line, 0 MB in all"
    );
    let long = sentence(&"x".repeat(1 << 20), 1_000_000);
    assert!(
        long.ends_with("of which 257 printed a line, 257 MB in all"),
        "{long}"
    );
}

#[test]
fn a_program_can_set_the_limit_for_what_comes_after() {
    let two = || {
        let parked: Vec<_> = (0..2)
            .map(|_| thread::Builder::new().spawn(thread::park))
            .collect();
        let started = parked.iter().filter(|thread| thread.is_ok()).count();
        for thread in parked.into_iter().flatten() {
            thread.thread().unpark();
            thread.join().unwrap();
        }
        started
    };
    let limited = run(&natural(), || {
        assert_eq!(two(), 2);
        lab::limit_threads(1);
        two()
    });
    assert_eq!(limited, 1);
    assert_eq!(run(&natural(), two), 2, "the next run is free again");
}

#[test]
fn a_run_within_a_run_is_refused() {
    let run = lab::run(&natural(), || lab::run(&natural(), || 1).value);
    let Verdict::Panicked(panicked) = run.verdict else {
        panic!("{:?}", run.verdict);
    };
    assert_eq!(panicked.message, "lab::run was called within a run");
    assert_eq!(crate::run(&natural(), || 1), 1);
}

#[test]
fn runs_on_two_system_threads_do_not_meet() {
    std::thread::scope(|s| {
        for id in 0..2 {
            s.spawn(move || {
                for _ in 0..200 {
                    let joined = run(&natural(), || {
                        let child = thread::spawn(move || id);
                        child.join().unwrap()
                    });
                    assert_eq!(joined, id);
                }
            });
        }
    });
}

#[test]
fn a_hole_that_is_reached_is_not_started() {
    let run = lab::run(&natural(), || {
        let child = thread::spawn(|| -> u32 { todo!("take the oldest job") });
        child.join().unwrap()
    });
    let Verdict::NotStarted(hole) = run.verdict else {
        panic!("{:?}", run.verdict);
    };
    assert!(hole.message.ends_with("take the oldest job"), "{hole:?}");
    assert!(hole.place.contains("limits.rs:"), "{hole:?}");
}

#[test]
fn available_parallelism_is_what_the_config_says() {
    let mut config = natural();
    config.parallelism = 7;
    let known = run(&config, || thread::available_parallelism().unwrap().get());
    assert_eq!(known, 7);
}
