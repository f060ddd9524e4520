//! A panic poisons the locks that its thread holds, and no other thread's, even
//! while its destructors let other threads run.

use lab::sync::atomic::{AtomicBool, Ordering::SeqCst};
use lab::sync::{Mutex, RwLock};
use lab::{channel, thread};

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
