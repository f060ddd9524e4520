//! Nothing is left of a run that could not go on.

use std::rc::Rc;

use lab::channel;
use lab::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use lab::sync::{Arc, Barrier, Mutex};
use lab::{Verdict, thread};

use crate::{in_a_process_of_its_own, natural, random, seeds};

/// Counts what is made of it and what is dropped.
#[derive(Default)]
struct Census {
    made: AtomicUsize,
    dropped: AtomicUsize,
}

struct Counted(Arc<Census>);

impl Counted {
    fn new(census: &Arc<Census>) -> Counted {
        census.made.fetch_add(1, SeqCst);
        Counted(census.clone())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.dropped.fetch_add(1, SeqCst);
    }
}

lab::thread_local!(static LOCAL: std::cell::RefCell<Option<Counted>> = Default::default());

/// Leaves something to be dropped wherever a program can keep it.
fn deadlocks_with_everything(census: &Arc<Census>) {
    let made = || Counted::new(census);
    let (tx, rx) = channel::unbounded();
    let (full_tx, full_rx) = channel::bounded(1);
    tx.send(made()).unwrap();
    full_tx.send(made()).unwrap();
    let lock = Arc::new(Mutex::new(vec![made(), made()]));
    let (on_stack, theirs) = (made(), lock.clone());
    let census = census.clone();
    let _waits = thread::spawn(move || {
        let _mine = on_stack;
        LOCAL.with(|local| *local.borrow_mut() = Some(Counted::new(&census)));
        let _guard = theirs.lock().unwrap();
        // In the hands of a send that never ends.
        full_tx.send(Counted::new(&census)).unwrap();
    });
    thread::yield_now();
    let unstarted = made();
    thread::spawn(move || drop(unstarted));
    let _ended = thread::spawn({
        let value = made();
        move || value
    });
    let _guard = lock.lock().unwrap();
    drop((tx, rx, full_rx));
}

#[test]
fn every_destructor_runs_exactly_once() {
    let stuck = |census: &Arc<Census>| {
        // A scope, too, borrows from a stack that is unwound.
        let held = Counted::new(census);
        thread::scope(|s| {
            s.spawn(|| {
                let _theirs = Counted::new(&held.0);
                Barrier::new(2).wait();
            });
            deadlocks_with_everything(census);
        });
    };
    for seed in seeds(1_000) {
        let census = Arc::new(Census::default());
        let run = lab::run(&random(seed), || stuck(&census));
        assert!(matches!(run.verdict, Verdict::Deadlock(_)), "{run:?}");
        drop(run);
        let (made, dropped) = (&census.made, &census.dropped);
        assert!(made.load(SeqCst) > 0);
        assert_eq!(made.load(SeqCst), dropped.load(SeqCst), "seed {seed}");
        assert_eq!(Arc::strong_count(&census), 1, "seed {seed}");
    }
}

#[test]
fn threads_that_main_leaves_behind_are_unwound() {
    for seed in seeds(1_000) {
        let census = Arc::new(Census::default());
        let run = lab::run(&random(seed), || {
            for _ in 0..3 {
                let value = Counted::new(&census);
                thread::spawn(move || {
                    thread::park();
                    drop(value);
                });
            }
        });
        assert!(matches!(run.verdict, Verdict::Leaked(_)), "{run:?}");
        assert_eq!(census.dropped.load(SeqCst), 3);
    }
}

#[test]
fn what_the_run_borrows_is_given_back() {
    let (local, mut count) = (Rc::new(()), 0);
    let run = lab::run(&natural(), || {
        let _held = local.clone();
        count += 1;
        thread::park();
    });
    assert!(matches!(run.verdict, Verdict::Deadlock(_)));
    assert_eq!((Rc::strong_count(&local), count), (1, 1));
}

/// A pool whose main leaks a sender: the deadlock of the lessons.
fn deadlocked_pool() {
    let (jobs_tx, jobs_rx) = channel::bounded(2);
    let (results_tx, results_rx) = channel::unbounded();
    for _ in 0..3 {
        let (jobs, results) = (jobs_rx.clone(), results_tx.clone());
        thread::spawn(move || {
            for job in jobs {
                results.send(vec![job; 100]).unwrap();
            }
        });
    }
    (0..4_u64).for_each(|job| jobs_tx.send(job).unwrap());
    drop(jobs_tx);
    assert_eq!(results_rx.iter().count(), 4);
}

/// Bytes of memory in use, where the system tells.
fn resident() -> Option<usize> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: usize = statm.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4096)
}

#[test]
#[ignore = "run by the test below, in a process of its own"]
fn twenty_thousand_deadlocks() {
    let some = |seeds: std::ops::Range<u64>| {
        for seed in seeds {
            let run = lab::run(&random(seed).unexplained(), deadlocked_pool);
            assert!(matches!(run.verdict, Verdict::Deadlock(_)), "{run:?}");
        }
    };
    some(0..2_000);
    let before = resident();
    some(2_000..20_000);
    if let (Some(before), Some(after)) = (before, resident()) {
        let grown = after.saturating_sub(before);
        assert!(grown < 8 << 20, "{grown} bytes more than before");
    }
}

#[test]
fn twenty_thousand_deadlocks_neither_leak_nor_print() {
    let output = in_a_process_of_its_own("aborted::twenty_thousand_deadlocks");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    assert_eq!(told, "");
    // What is left is the test harness's own.
    let said = String::from_utf8_lossy(&output.stdout);
    let lab = |line: &&str| line.contains("deadlock") || line.contains("panicked");
    assert_eq!(said.lines().find(lab), None);
    if resident().is_none() {
        println!("memory was not measured: this system has no /proc/self/statm");
    }
}
