//! Runs know nothing of each other: what belongs to one is refused by another,
//! with the reason, and what several share works in each.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Barrier;

use lab::sync::{Arc, Condvar, Mutex, OnceLock, RwLock, WaitGroup};
use lab::{Verdict, thread};

use crate::{natural, random, run, seeds};

fn refusal(operate: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(operate)).expect_err("refused");
    match payload.downcast::<String>() {
        Ok(message) => *message,
        Err(payload) => (*payload.downcast::<&str>().expect("a text")).to_owned(),
    }
}

const ELSEWHERE: &str = "was made outside the run that uses it";
const IN_NO_RUN: &str = "was made in a run of the lab";

#[test]
fn a_thread_is_joined_in_its_own_run_only() {
    let of_a_run = || lab::run(&natural(), || thread::spawn(|| 7)).value.unwrap();
    assert!(refusal(|| drop(of_a_run().join())).contains(IN_NO_RUN));
    let (first, second) = (of_a_run(), of_a_run());
    let third = run(&natural(), thread::current);
    run(&natural(), || {
        assert!(refusal(|| drop(first.join())).contains(ELSEWHERE));
        assert!(refusal(|| assert!(second.is_finished())).contains(ELSEWHERE));
        // Unparking those who are gone is allowed, as for real.
        third.unpark();
    });
    let real = thread::spawn(|| ());
    run(&natural(), || {
        assert!(refusal(|| real.join().unwrap()).contains(ELSEWHERE));
    });
}

#[test]
fn a_scope_starts_threads_in_its_own_run_only() {
    thread::scope(|real| {
        run(&natural(), || {
            let spawn = || drop(real.spawn(|| ()));
            assert!(refusal(spawn).contains(ELSEWHERE));
        });
    });
    run(&natural(), || {
        thread::scope(|simulated| {
            let spawn = || refusal(|| drop(simulated.spawn(|| ())));
            std::thread::scope(|real| {
                let outside = real.spawn(spawn).join().unwrap();
                assert!(outside.contains(IN_NO_RUN), "{outside}");
                let elsewhere = real.spawn(|| run(&natural(), spawn));
                let elsewhere = elsewhere.join().unwrap();
                assert!(elsewhere.contains(ELSEWHERE), "{elsewhere}");
            });
        });
    });
}

#[test]
fn a_wait_group_is_waited_for_in_its_own_run_only() {
    let real = WaitGroup::new();
    run(&natural(), || {
        assert!(refusal(|| drop(real.clone())).contains(ELSEWHERE));
        let theirs = real;
        assert!(refusal(|| theirs.wait()).contains(ELSEWHERE));
    });
    let of_a_run = run(&natural(), WaitGroup::new);
    run(&natural(), || {
        assert!(refusal(|| drop(of_a_run.clone())).contains(ELSEWHERE));
    });
    assert!(refusal(|| of_a_run.wait()).contains(IN_NO_RUN));
}

#[test]
fn a_guard_may_leave_its_run_and_its_lock_is_then_seen_to_be_held() {
    let (lock, both) = (Mutex::new(1), RwLock::new(2));
    let (guard, reader) =
        run(&natural(), || (lock.lock().unwrap(), both.read().unwrap()));
    assert_eq!((*guard, *reader), (1, 2));
    run(&natural(), || {
        let held = "held outside the run that waits for it";
        assert!(refusal(|| drop(lock.lock())).contains(held));
        assert!(refusal(|| drop(lock.try_lock())).contains(held));
        assert!(refusal(|| drop(both.write())).contains(held));
        assert_eq!(*both.read().unwrap(), 2);
    });
    drop((guard, reader));
    run(&natural(), || {
        *lock.lock().unwrap() += 1;
        *both.write().unwrap() += 1;
    });
    assert_eq!(
        (lock.into_inner().unwrap(), both.into_inner().unwrap()),
        (2, 3)
    );
}

struct Shared {
    count: Mutex<u32>,
    changed: Condvar,
    cell: OnceLock<u32>,
}

/// Two threads that wait for each other by what outlives the run.
fn ping_pong(shared: &Shared) {
    *shared.count.lock().unwrap() = 0;
    thread::scope(|s| {
        for mine in 0..2 {
            s.spawn(move || {
                for _ in 0..3 {
                    let count = shared.count.lock().unwrap();
                    let turn = |count: &mut u32| *count % 2 != mine;
                    *shared.changed.wait_while(count, turn).unwrap() += 1;
                    shared.changed.notify_all();
                }
                assert_eq!(*shared.cell.get_or_init(|| 7), 7);
            });
        }
    });
    assert_eq!(*shared.count.lock().unwrap(), 6);
}

#[test]
fn what_outlives_a_run_works_in_the_next() {
    let shared = Shared {
        count: Mutex::new(0),
        changed: Condvar::new(),
        cell: OnceLock::new(),
    };
    for seed in seeds(200) {
        run(&random(seed), || ping_pong(&shared));
    }
}

/// While one run's threads wait for a condition, another run, on another
/// operating-system thread, uses the same objects.
#[test]
fn a_run_does_not_lose_what_another_uses_at_the_same_time() {
    let shared = Arc::new((Mutex::new(0), Condvar::new()));
    let (here, there) = (Arc::new(Barrier::new(2)), shared.clone());
    let met = here.clone();
    let other = std::thread::spawn(move || {
        met.wait();
        run(&natural(), || {
            drop(there.0.lock().unwrap());
            there.1.notify_all();
        });
        met.wait();
    });
    run(&natural(), || {
        let theirs = shared.clone();
        let waiter = thread::spawn(move || {
            let count = theirs.0.lock().unwrap();
            drop(theirs.1.wait_while(count, |count| *count == 0).unwrap());
        });
        thread::yield_now();
        here.wait();
        here.wait();
        *shared.0.lock().unwrap() = 1;
        shared.1.notify_one();
        waiter.join().unwrap();
    });
    other.join().unwrap();
}

#[test]
fn runs_on_several_system_threads_do_not_disturb_each_other() {
    std::thread::scope(|s| {
        for first in 0..4 {
            s.spawn(move || {
                for seed in seeds(100) {
                    let config = random(100 * first + seed);
                    let run = lab::run(&config, || {
                        let lock = Arc::new(Mutex::new(0));
                        let theirs = lock.clone();
                        let worker = thread::spawn(move || {
                            *theirs.lock().unwrap() += 1;
                            thread::park();
                        });
                        worker.thread().unpark();
                        worker.join().unwrap();
                        let total = *lock.lock().unwrap();
                        thread::park();
                        total
                    });
                    assert!(matches!(run.verdict, Verdict::Deadlock(_)), "{run:?}");
                }
            });
        }
    });
}
