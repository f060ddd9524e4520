//! What a report says of places that are not the program's, of panics, and of locks that
//! are kept.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use lab::channel::{self, Receiver};
use lab::deque::{Stealer, Worker};
use lab::sync::Mutex;
use lab::{Report, Verdict, thread};

use crate::natural;

#[test]
fn without_words_a_run_goes_and_ends_as_with_them() {
    let stuck_beside_a_lock_that_is_kept = || {
        let lock = Mutex::new(());
        let (_tx, rx) = channel::bounded::<()>(0);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let _guard = lock.lock().unwrap();
                    lab::work(Duration::from_millis(1));
                });
            }
        });
        let _ = rx.recv();
    };
    // One line for both: the figures name it.
    let run = |config| lab::run(&config, stuck_beside_a_lock_that_is_kept);
    let (told, untold) = (run(natural()), run(natural().unexplained()));
    assert_eq!(told.verdict.kind(), "deadlock");
    assert_eq!(untold.verdict, Verdict::Deadlock(Report::default()));
    assert_eq!((told.note.is_some(), untold.note), (true, None));
    assert_eq!(told.figures, untold.figures);
}

#[test]
fn a_method_passed_to_std_is_told_by_the_line_before_it() {
    let line = Cell::new(0);
    let run = lab::run(&natural().traced(), || {
        let (tx, rx) = channel::bounded::<u8>(1);
        tx.send(1).unwrap();
        rx.recv().unwrap();
        line.set(line!() - 1);
        let _ = [&rx].map(Receiver::recv);
    });
    let report = run.verdict.report().expect("nobody sends");
    let told = &report.details[0];
    assert!(
        told.contains(" at a line of the standard library, after shared/lab_tests/"),
        "{report}"
    );
    let line = line.get();
    assert!(told.ends_with(&format!("explaining.rs:{line}")), "{report}");
    assert!(!report.to_string().contains("library/core"), "{report}");

    let trace = run.trace.unwrap();
    let steps = trace.steps(10);
    let waits = steps.lines().find(|line| line.contains("waits")).unwrap();
    assert!(waits.ends_with(&format!("  after :{line}")), "{steps}");
    let all = [trace.lanes(80), trace.svg(), trace.json(), trace.chrome()].concat();
    let of_std = ["/rustc/", "library/core", "in the standard library"];
    assert!(of_std.iter().all(|part| !steps.contains(part)), "{steps}");
    assert!(of_std[..2].iter().all(|part| !all.contains(part)), "{all}");
}

#[test]
fn who_polls_by_a_method_passed_to_std_is_told_by_the_line_before_it() {
    let run = lab::run(&natural(), || {
        let worker = Worker::new_fifo();
        worker.push(1);
        let stealers = [worker.stealer()];
        while !stealers.iter().all(Stealer::is_empty) {}
    });
    let Verdict::Polling(report) = run.verdict else {
        panic!("{:?}", run.verdict);
    };
    let told = "It asks at a line of the standard library, after shared/lab_tests/";
    assert!(report.details[0].contains(told), "{report}");
}

#[test]
fn all_panics_of_a_thread_are_told_the_cause_first() {
    let run = lab::run(&natural(), || {
        let (tx, rx) = channel::bounded::<u8>(1);
        thread::spawn(|| {
            let count = Mutex::new(0);
            let _ = catch_unwind(AssertUnwindSafe(|| {
                let _count = count.lock().unwrap();
                panic!("the cause");
            }));
            *count.lock().unwrap() += 1;
        });
        rx.recv().unwrap();
        drop(tx);
    });
    let panics: Vec<_> = run.figures.panics.iter().map(|(t, p)| (*t, p)).collect();
    let [(1, first), (1, second)] = panics.as_slice() else {
        panic!("{panics:?}");
    };
    assert_eq!(first.message, "the cause");
    assert!(second.message.contains("PoisonError"), "{second:?}");
    let report = run.verdict.report().expect("nobody sends").to_string();
    let cause = report.find("thread 1 panicked at shared/lab_tests/");
    let cause = &report[cause.unwrap()..];
    assert!(cause.contains("the cause (it was caught)\n"), "{report}");
    assert!(
        report.find("the cause") < report.find("PoisonError"),
        "{report}"
    );
}

#[test]
fn panics_at_one_place_are_told_together() {
    let run = lab::run(&natural(), || {
        let workers: Vec<_> = (1..4)
            .map(|n| thread::spawn(move || panic!("job {n}")))
            .collect();
        workers.into_iter().for_each(|w| _ = w.join());
    });
    let told = run.figures.panics_told(|_| true);
    assert_eq!(told.len(), 1);
    let who = "thread 1, thread 2 and thread 3 panicked at shared/lab_tests/";
    assert!(
        told[0].starts_with(who) && told[0].ends_with(": job 1"),
        "{told:?}"
    );
}

/// Catches a panic of its own while another one is under way.
struct Careful;

impl Drop for Careful {
    fn drop(&mut self) {
        let _ = catch_unwind(|| panic!("of no account"));
    }
}

#[test]
fn main_is_told_by_the_panic_that_ended_it() {
    let run = lab::run(&natural(), || {
        let _careful = Careful;
        panic!("the end");
    });
    let Verdict::Panicked(panicked) = run.verdict else {
        panic!("{:?}", run.verdict);
    };
    assert_eq!(panicked.message, "the end");
}

#[test]
fn threads_of_the_same_name_are_numbered_in_reports() {
    let run = lab::run(&natural().traced(), || {
        for _ in 0..2 {
            for name in ["worker 1", "worker 2"] {
                let builder = thread::Builder::new().name(name.to_owned());
                builder.spawn(thread::park).unwrap();
            }
        }
    });
    let report = run.verdict.report().expect("nobody is joined");
    let all = "worker 1, worker 2, worker 1 #2 and worker 2 #2 were";
    assert!(report.sentence.contains(all), "{report}");
    let trace = run.trace.unwrap();
    let names: Vec<_> = trace.threads.iter().map(|t| &*t.name).collect();
    assert_eq!(names[3..], ["worker 1 #2", "worker 2 #2"]);
    let third = &run.figures.threads[3];
    assert_eq!(run.figures.label(third), "worker 1 #2");
    // As the program named it.
    assert_eq!(third.name.as_deref(), Some("worker 1"));
}

#[test]
fn threads_of_the_same_name_are_told_apart_where_they_panicked() {
    let run = lab::run(&natural(), || {
        let workers = ["worker 1", "worker 1", "main"].map(|name| {
            let builder = thread::Builder::new().name(name.to_owned());
            builder.spawn(|| panic!("too much")).unwrap()
        });
        workers.into_iter().for_each(|worker| _ = worker.join());
    });
    let told = run.figures.panics_told(|_| true);
    let who = "worker 1, worker 1 #2 and main #2 panicked at ";
    assert!(told[0].starts_with(who), "{told:?}");
}

#[test]
fn a_handle_that_was_forgotten_or_is_waited_by_is_not_called_dropped() {
    let run = lab::run(&natural(), || {
        let parked = thread::spawn(|| thread::park());
        let joins = thread::spawn(|| parked.join());
        thread::yield_now();
        std::mem::forget(joins);
    });
    let report = run.verdict.report().expect("nobody is joined").to_string();
    let forgotten = "  nobody joined it: nobody has dropped its handle either\n";
    assert!(report.contains(forgotten), "{report}");
    assert_eq!(report.matches("nobody joined it").count(), 1, "{report}");
    assert!(
        report.contains("thread 2 waits to join thread 1"),
        "{report}"
    );
}

#[test]
fn a_lock_is_kept_for_most_of_its_own_time() {
    let second = Duration::from_secs(1);
    let run = lab::run(&natural(), || {
        for is_kept in [false, true] {
            let jobs = Mutex::new(3);
            thread::scope(|s| {
                for _ in 0..2 {
                    s.spawn(|| {
                        let kept = is_kept.then(|| jobs.lock().unwrap());
                        lab::work(second * if is_kept { 1 } else { 9 });
                        drop(kept);
                    });
                }
            });
        }
    });
    let note = run.note.expect("one of two waited while the other worked");
    assert!(
        note.sentence.starts_with(
            "secretly serial: in 2000 ms, threads waited 1000 ms in all for mutex `jobs`"
        ),
        "{note}"
    );
}
