//! A panic poisons the locks that its thread holds, and no other thread's, even
//! while its destructors let other threads run.

use lab::sync::atomic::{AtomicBool, Ordering::SeqCst};
use lab::sync::{Arc, Mutex, PoisonError, RwLock};
use lab::{Verdict, channel, thread};

use crate::{always, run};

/// Calls `0` when it is dropped.
struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

#[test]
fn the_panicking_thread_poisons_what_it_holds() {
    always(|| {
        let (held, free) = (Mutex::new(0), Mutex::new(0));
        let (written, read) = (RwLock::new(0), RwLock::new(0));
        thread::scope(|s| {
            let panics = || {
                drop(free.lock().unwrap());
                let _guards = (held.lock().unwrap(), written.write().unwrap());
                let _reads = read.read().unwrap();
                panic!("with three guards");
            };
            assert!(s.spawn(panics).join().is_err());
        });
        assert!(held.is_poisoned() && held.lock().is_err());
        assert!(written.is_poisoned() && written.read().is_err());
        assert!(!free.is_poisoned() && !read.is_poisoned());
        held.clear_poison();
        assert!(held.lock().is_ok());
    });
}

/// What is told of a run that `main` ends by a panic.
fn told(main: impl FnOnce()) -> String {
    let run = lab::run(&crate::natural(), main);
    let Verdict::Panicked(_) = run.verdict else {
        panic!("{:?}", run.verdict);
    };
    run.verdict.report().unwrap().sentence
}

fn panics_with_it(lock: &Mutex<u8>) {
    let lock = lock.lock().unwrap();
    panic!("{} is too much", *lock);
}

#[test]
fn who_poisoned_the_lock_is_told_before_who_met_it() {
    let then = "; main panicked after it, at shared/lab_tests/";
    let locks: fn(Mutex<u8>) = |lock| drop(lock.lock().unwrap());
    let takes_apart: fn(Mutex<u8>) = |lock| _ = lock.into_inner().unwrap();
    for meets in [locks, takes_apart] {
        let sentence = told(|| {
            let (lock, other) = (Arc::new(Mutex::new(7)), Mutex::new(()));
            let theirs = Arc::clone(&lock);
            // Not the cause: it poisons nothing.
            let _ = thread::spawn(|| panic!("before it")).join();
            let _ = thread::spawn(move || panics_with_it(&theirs)).join();
            drop(other.lock().unwrap());
            meets(Arc::into_inner(lock).unwrap());
        });
        let first = "thread 2 panicked at shared/lab_tests/";
        assert!(sentence.starts_with(first), "{sentence}");
        assert!(
            sentence.contains(&format!(": 7 is too much{then}")),
            "{sentence}"
        );
        assert!(sentence.ends_with(", because that had poisoned the lock"));
        assert!(!sentence.contains("PoisonError"), "{sentence}");
    }
}

#[test]
fn who_poisoned_the_lock_is_told_where_a_scope_passes_on_who_met_it() {
    let sentence = told(|| {
        let (first, second) = (Mutex::new(1), RwLock::new(2));
        thread::scope(|s| {
            let _ = s.spawn(|| panics_with_it(&first)).join();
            let meets = || {
                let _second = second.write().unwrap();
                panics_with_it(&first);
            };
            let _ = s.spawn(meets).join();
            s.spawn(|| drop(second.read().unwrap()));
        });
    });
    let first = "thread 1 panicked at shared/lab_tests/";
    assert!(sentence.starts_with(first), "{sentence}");
    let then = ": 1 is too much; thread 3 panicked after it, at ";
    assert!(sentence.contains(then), "{sentence}");
}

#[test]
fn a_lock_that_was_mended_has_the_panic_that_poisoned_it_since() {
    let sentence = told(|| {
        let lock = Mutex::new(1);
        for _ in 0..2 {
            let panics = || panics_with_it(&lock);
            let _ = thread::scope(|s| s.spawn(panics).join());
            *lock.lock().unwrap_or_else(PoisonError::into_inner) += 1;
            if *lock.lock().unwrap_or_else(PoisonError::into_inner) == 2 {
                lock.clear_poison();
            }
        }
        drop(lock.lock().unwrap());
    });
    let first = "thread 2 panicked at shared/lab_tests/";
    assert!(sentence.starts_with(first), "{sentence}");
}

#[test]
fn a_thread_beside_one_that_unwinds_poisons_nothing() {
    always(|| {
        let (go_tx, go_rx) = channel::bounded(0);
        let (mutex, rwlock) = (Mutex::new(0), RwLock::new(0));
        thread::scope(|s| {
            let unwinds = s.spawn(move || {
                // Its destructor waits, in the middle of a panic.
                let _last = OnDrop(move || {
                    go_tx.send(()).unwrap();
                    go_tx.send(()).unwrap();
                });
                panic!("slowly");
            });
            s.spawn(|| {
                go_rx.recv().unwrap();
                assert!(!thread::panicking());
                *mutex.lock().unwrap() += 1;
                *rwlock.write().unwrap() += 1;
                go_rx.recv().unwrap();
            });
            assert!(unwinds.join().is_err());
        });
        assert!(!mutex.is_poisoned() && !rwlock.is_poisoned());
    });
}

#[test]
fn a_panic_beside_one_that_unwinds_poisons_all_the_same() {
    always(|| {
        let (go_tx, go_rx) = channel::bounded::<()>(0);
        let mutex = Mutex::new(0);
        thread::scope(|s| {
            let slow = s.spawn(|| {
                let mut on_drop = Some(go_tx);
                let _last = OnDrop(move || {
                    // Lets the other one lock, and ends before it panics.
                    on_drop.take().unwrap().send(()).unwrap();
                });
                panic!("slowly");
            });
            let holder = s.spawn(|| {
                let _guard = mutex.lock().unwrap();
                let _ = go_rx.recv();
                let _ = go_rx.recv();
                panic!("with the guard");
            });
            assert!(slow.join().is_err());
            assert!(holder.join().is_err());
        });
        assert!(mutex.is_poisoned());
    });
}

#[test]
fn a_guard_taken_in_a_destructor_poisons_nothing() {
    always(|| {
        let mutex = Mutex::new(0);
        thread::scope(|s| {
            let unwinds = s.spawn(|| {
                let _last = OnDrop(|| *mutex.lock().unwrap() += 1);
                panic!("and counts");
            });
            assert!(unwinds.join().is_err());
        });
        assert_eq!(*mutex.lock().unwrap(), 1);
    });
}

#[test]
fn only_the_panicking_thread_says_that_it_panics() {
    let seen = AtomicBool::new(false);
    run(&crate::natural(), || {
        assert!(!thread::panicking());
        thread::scope(|s| {
            let unwinds = s.spawn(|| {
                let _last = OnDrop(|| seen.store(thread::panicking(), SeqCst));
                panic!("seen by its destructor");
            });
            assert!(unwinds.join().is_err());
        });
        assert!(!thread::panicking());
    });
    assert!(seen.load(SeqCst));
}
