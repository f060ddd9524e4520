//! A scope is sound however it ends: no thread outlives what it borrows.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lab::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use lab::{Verdict, channel, thread};

use crate::{always, natural, random, seeds};

#[test]
fn a_scope_whose_body_panics_waits_for_its_threads() {
    always(|| {
        let (inside, ended) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let caught = catch_unwind(AssertUnwindSafe(|| {
            thread::scope(|s| {
                for _ in 0..2 {
                    s.spawn(|| {
                        inside.fetch_add(1, SeqCst);
                        thread::yield_now();
                        ended.fetch_add(1, SeqCst);
                    });
                }
                panic!("in the body");
            })
        }));
        let payload = caught.unwrap_err();
        assert_eq!(payload.downcast_ref(), Some(&"in the body"));
        assert_eq!((inside.load(SeqCst), ended.load(SeqCst)), (2, 2));
    });
}

#[test]
fn a_panic_that_nobody_joins_comes_out_of_the_scope() {
    always(|| {
        let ended = AtomicUsize::new(0);
        let caught = catch_unwind(AssertUnwindSafe(|| {
            thread::scope(|s| {
                s.spawn(|| panic!("in a child"));
                s.spawn(|| ended.fetch_add(1, SeqCst));
            })
        }));
        let payload = caught.unwrap_err();
        assert_eq!(payload.downcast_ref(), Some(&"a scoped thread panicked"));
        assert_eq!(ended.load(SeqCst), 1);
    });
}

#[test]
fn the_panic_of_a_scope_has_the_line_that_opened_it_and_the_cause() {
    let run = lab::run(&natural(), || {
        thread::scope(|s| {
            s.spawn(|| panic!("in a child"));
        });
    });
    let Verdict::Panicked(panicked) = run.verdict else {
        panic!("{:?}", run.verdict);
    };
    assert!(panicked.place.contains("scopes.rs:"), "{panicked:?}");
    let first = panicked.first();
    assert_eq!(
        (&*first.thread, &*first.message),
        ("thread 1", "in a child")
    );
}

#[test]
fn a_panic_that_is_joined_stays_with_the_join() {
    always(|| {
        let joined = thread::scope(|s| s.spawn(|| panic!("in a child")).join());
        let payload = joined.unwrap_err();
        assert_eq!(payload.downcast_ref(), Some(&"in a child"));
    });
}

#[test]
fn scopes_may_lie_within_scopes() {
    always(|| {
        let total = AtomicUsize::new(0);
        thread::scope(|outer| {
            for _ in 0..2 {
                outer.spawn(|| {
                    thread::scope(|inner| {
                        for _ in 0..2 {
                            inner.spawn(|| total.fetch_add(1, SeqCst));
                        }
                        // A thread may start its brothers.
                        outer.spawn(|| total.fetch_add(10, SeqCst));
                    });
                });
            }
        });
        assert_eq!(total.load(SeqCst), 24);
    });
}

/// Poisons its memory when it is dropped, so that a look at it later is seen.
struct Canary(u64);

const ALIVE: u64 = 0x600d_600d_600d_600d;

impl Canary {
    fn check(&self) {
        assert_eq!(std::hint::black_box(self).0, ALIVE, "used after its end");
    }
}

impl Drop for Canary {
    fn drop(&mut self) {
        self.0 = 0xdead;
        std::hint::black_box(self);
    }
}

/// Looks at what it borrows when it is unwound.
struct Looks<'a>(&'a Canary, &'a AtomicUsize);

impl Drop for Looks<'_> {
    fn drop(&mut self) {
        thread::yield_now();
        self.0.check();
        self.1.fetch_add(1, SeqCst);
    }
}

#[test]
fn children_of_a_run_that_is_taken_apart_leave_before_what_they_borrow() {
    for seed in seeds(1_000) {
        let looked = AtomicUsize::new(0);
        let run = lab::run(&random(seed), || {
            let canary = Canary(ALIVE);
            thread::scope(|outer| {
                for _ in 0..2 {
                    outer.spawn(|| {
                        let _looks = Looks(&canary, &looked);
                        let inner = Canary(ALIVE);
                        thread::scope(|s| {
                            s.spawn(|| {
                                let _looks = Looks(&inner, &looked);
                                thread::park();
                            });
                            channel::never::<()>().recv().unwrap();
                        });
                    });
                }
            });
        });
        assert!(matches!(run.verdict, Verdict::Deadlock(_)), "{run:?}");
        assert_eq!(looked.load(SeqCst), 4, "seed {seed}");
    }
}

#[test]
fn a_child_that_will_not_leave_takes_its_parent_s_stack_with_it() {
    for seed in seeds(20) {
        let run = lab::run(&random(seed), || {
            let canary = Canary(ALIVE);
            thread::scope(|s| {
                s.spawn(|| {
                    loop {
                        let _ = catch_unwind(thread::park);
                        canary.check();
                    }
                });
            });
        });
        assert!(!run.verdict.is_done(), "{run:?}");
    }
}
