//! What holds in the lab holds on the machine: the same bodies, run in both.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use lab::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use lab::sync::{
    Arc, Barrier, Condvar, Mutex, Once, OnceLock, RwLock, TryLockError, WaitGroup,
};
use lab::{spin, thread};

use crate::always;

const MS: Duration = Duration::from_millis(1);

fn in_both_worlds(body: fn()) {
    assert!(!lab::is_simulated());
    body();
    always(|| {
        assert!(lab::is_simulated());
        body();
    });
}

#[test]
fn threads_scopes_and_parking() {
    in_both_worlds(|| {
        let builder = thread::Builder::new()
            .name("worker".to_owned())
            .stack_size(64 << 10);
        let child = builder.spawn(|| thread::current().name().map(str::to_owned));
        assert_eq!(child.unwrap().join().unwrap().as_deref(), Some("worker"));

        let mut total = 0;
        thread::scope(|s| {
            let child = s.spawn(|| 1);
            let named = thread::Builder::new().name("scoped".to_owned());
            let named = named.spawn_scoped(s, || 2).unwrap();
            assert_eq!(named.thread().name(), Some("scoped"));
            total += child.join().unwrap() + named.join().unwrap();
        });
        assert_eq!(total, 3);

        let waiter = thread::spawn(thread::park);
        waiter.thread().unpark();
        waiter.join().unwrap();
        thread::park_timeout(MS);
        thread::yield_now();
        thread::sleep(MS);
        assert!(thread::available_parallelism().unwrap().get() > 0);
        assert!(!thread::panicking());
    });
}

#[test]
fn locks_and_their_try_forms() {
    in_both_worlds(|| {
        let mut lock = Mutex::new(1);
        {
            let mut guard = lock.lock().unwrap();
            *guard += 1;
            assert!(matches!(lock.try_lock(), Err(TryLockError::WouldBlock)));
            assert_eq!(format!("{guard} {guard:?}"), "2 2");
        }
        *lock.try_lock().unwrap() += 1;
        *lock.get_mut().unwrap() += 1;
        assert_eq!(lock.into_inner().unwrap(), 4);

        let lock = RwLock::new(1);
        {
            let _one = lock.read().unwrap();
            let _two = lock.try_read().unwrap();
            assert!(matches!(lock.try_write(), Err(TryLockError::WouldBlock)));
        }
        *lock.write().unwrap() += 1;
        assert_eq!(lock.read().unwrap().to_string(), "2");
        assert_eq!(lock.write().unwrap().to_string(), "2");
        {
            let _writes = lock.try_write().unwrap();
            assert!(matches!(lock.try_read(), Err(TryLockError::WouldBlock)));
        }
        assert_eq!(lock.into_inner().unwrap(), 2);
        assert_eq!(RwLock::from(3).into_inner().unwrap(), 3);
        assert_eq!(Mutex::from(3).into_inner().unwrap(), 3);
    });
}

#[test]
fn spin_locks() {
    in_both_worlds(|| {
        let jobs = spin::Mutex::new(Vec::new());
        thread::scope(|s| {
            for worker in 0..3 {
                let jobs = &jobs;
                s.spawn(move || (0..100).for_each(|_| jobs.lock().push(worker)));
            }
        });
        assert_eq!(jobs.lock().len(), 300);

        // Who panics with the lock in hand leaves it free, and is not told of.
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            jobs.lock().clear();
            let _held = jobs.lock();
            panic!("with the lock in hand");
        }));
        assert!(panicked.is_err());
        assert!(jobs.lock().is_empty());
    });
}

#[test]
fn conditions_barriers_and_wait_groups() {
    in_both_worlds(|| {
        let pair = Arc::new((Mutex::new(0), Condvar::new()));
        let (barrier, group) = (Arc::new(Barrier::new(3)), WaitGroup::new());
        let leaders = Arc::new(AtomicUsize::new(0));
        for _ in 0..3 {
            let (pair, member) = (pair.clone(), group.clone());
            let (barrier, leaders) = (barrier.clone(), leaders.clone());
            thread::spawn(move || {
                let leads = barrier.wait().is_leader();
                leaders.fetch_add(usize::from(leads), SeqCst);
                *pair.0.lock().unwrap() += 1;
                pair.1.notify_all();
                drop((pair, barrier, leaders));
                drop(member);
            });
        }
        let count = pair.0.lock().unwrap();
        let count = pair.1.wait_while(count, |n| *n < 3).unwrap();
        let never = Condvar::new();
        let (count, over) =
            never.wait_timeout_while(count, MS, |n| *n == 3).unwrap();
        assert!(*count == 3 && over.timed_out());
        drop(count);
        group.wait();
        assert_eq!(leaders.load(SeqCst), 1);
    });
}

#[test]
fn cells_that_are_filled_once() {
    in_both_worlds(|| {
        let (once, cell) = (Once::new(), OnceLock::new());
        let times = AtomicUsize::new(0);
        thread::scope(|s| {
            for _ in 0..3 {
                s.spawn(|| {
                    once.call_once(|| {
                        times.fetch_add(1, SeqCst);
                    });
                    assert!(once.is_completed());
                    assert_eq!(*cell.get_or_init(|| 7), 7);
                });
            }
        });
        assert_eq!(times.load(SeqCst), 1);
        assert_eq!((cell.get(), cell.set(8)), (Some(&7), Err(8)));
    });
}

#[test]
fn a_cell_can_be_waited_for() {
    in_both_worlds(|| {
        let (once, cell) = (Once::new(), OnceLock::new());
        thread::scope(|s| {
            for _ in 0..2 {
                s.spawn(|| {
                    once.wait();
                    once.wait_force();
                    assert_eq!(*cell.wait(), 7);
                });
            }
            s.spawn(|| cell.set(7).unwrap());
            s.spawn(|| once.call_once(|| ()));
        });
        assert_eq!(cell.clone(), OnceLock::from(7));
        assert_ne!(cell, OnceLock::new());
    });
}

#[test]
fn a_once_whose_call_panicked_is_poisoned_until_one_is_forced() {
    in_both_worlds(|| {
        let once = Once::new();
        let panics = |f: &dyn Fn()| catch_unwind(AssertUnwindSafe(f)).is_err();
        assert!(panics(&|| once.call_once(|| panic!("in the first call"))));
        assert!(panics(&|| once.call_once(|| ())));
        assert!(panics(&|| once.wait()));
        once.call_once_force(|state| assert!(state.is_poisoned()));
        once.wait();
        assert!(once.is_completed());
    });
}

#[test]
fn thread_locals_in_cells() {
    lab::thread_local! {
        static COUNT: Cell<u32> = const { Cell::new(1) };
        static NAMES: RefCell<Vec<&'static str>> = RefCell::new(vec!["first"]);
        static SET: Cell<u32> = panic!("made, though it is set first");
        static FILLED: RefCell<u32> = panic!("made, though it is set first");
    }
    in_both_worlds(|| {
        let child = thread::spawn(|| {
            assert_eq!((COUNT.replace(2), COUNT.take(), COUNT.get()), (1, 2, 0));
            COUNT.set(5);
            NAMES.with_borrow_mut(|names| names.push("second"));
            assert_eq!(NAMES.with_borrow(Vec::len), 2);
            assert_eq!(NAMES.replace(Vec::new()), ["first", "second"]);
            NAMES.set(vec!["third"]);
            assert_eq!(NAMES.take(), ["third"]);
            SET.set(7);
            FILLED.set(8);
            assert_eq!((SET.get(), FILLED.with_borrow(|n| *n)), (7, 8));
            COUNT.get()
        });
        assert_eq!(child.join().unwrap(), 5);
        let fresh = thread::spawn(|| (COUNT.get(), NAMES.take()));
        assert_eq!(fresh.join().unwrap(), (1, vec!["first"]));
    });
}

#[test]
fn atomics_return_what_was_there() {
    in_both_worlds(|| {
        let n = AtomicUsize::new(5);
        assert_eq!(n.swap(6, SeqCst), 5);
        assert_eq!(n.fetch_add(2, SeqCst), 6);
        assert_eq!(n.fetch_sub(1, SeqCst), 8);
        assert_eq!(n.fetch_max(9, SeqCst), 7);
        assert_eq!(n.compare_exchange(9, 1, SeqCst, SeqCst), Ok(9));
        assert_eq!(n.compare_exchange(9, 2, SeqCst, SeqCst), Err(1));
        let doubled = n.fetch_update(SeqCst, SeqCst, |n| Some(2 * n));
        assert_eq!((doubled, n.into_inner()), (Ok(1), 2));
        let flag = AtomicBool::new(false);
        assert_eq!((flag.fetch_not(SeqCst), flag.load(SeqCst)), (false, true));
    });
}
