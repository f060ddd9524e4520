use std::time::Duration;

use lab::sync::{Arc, Mutex, RwLock};
use lab::time::Instant;
use lab::{channel, spin, thread};

use crate::case::{Case, Ends};

pub const CASES: &[Case] = &[
    Case {
        name: "ab_ba_locks",
        program: ab_ba_locks,
        ends: Ends::Deadlock,
        deviations: 1,
        least: 100,
        says: &[
            "waits for mutex `left` and needs",
            "has held mutex `right` since",
            "in the same order everywhere",
        ],
    },
    Case {
        name: "spin_locks_in_two_orders",
        program: spin_locks_in_two_orders,
        ends: Ends::Deadlock,
        deviations: 1,
        least: 100,
        says: &[
            "waits for mutex `left` and needs",
            "has held mutex `right` since",
            "in the same order everywhere",
        ],
    },
    Case {
        name: "self_lock",
        program: self_lock,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &[
            "main waits for mutex `total`, which it holds itself",
            "main must drop the guard of mutex `total`",
        ],
    },
    Case {
        name: "dining_philosophers",
        program: dining_philosophers,
        ends: Ends::Deadlock,
        deviations: 1,
        least: 25,
        says: &["philosopher 0", "philosopher 1", "philosopher 2"],
    },
    Case {
        name: "read_lock_upgraded_to_write",
        program: read_lock_upgraded_to_write,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &["main waits to write lock `cache`, which it holds itself"],
    },
    Case {
        name: "lost_update_between_two_locks",
        program: lost_update_between_two_locks,
        ends: Ends::Panic("an update was lost"),
        deviations: 1,
        least: 50,
        says: &["main panicked at"],
    },
    Case {
        name: "check_then_act",
        program: check_then_act,
        ends: Ends::Panic("withdrawn twice"),
        deviations: 1,
        least: 50,
        says: &[],
    },
    Case {
        name: "lock_held_while_receiving",
        program: lock_held_while_receiving,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 100,
        says: &[
            "main waits to receive from `answer_rx`",
            "`answer` is empty but open",
            "main must drop the guard of mutex `state`",
        ],
    },
    Case {
        name: "lock_held_while_joining",
        program: lock_held_while_joining,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 100,
        says: &[
            "to join thread 1",
            "main must drop the guard of mutex `log`",
        ],
    },
    Case {
        name: "guard_forgotten",
        program: guard_forgotten,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &[
            "thread 1 has held mutex `lock` since",
            "has ended without giving it back",
        ],
    },
    Case {
        name: "writer_starved_by_readers",
        program: writer_starved_by_readers,
        ends: Ends::Panic("starved"),
        deviations: 0,
        least: 500,
        says: &[],
    },
    Case {
        name: "sends_with_the_lock_in_hand",
        program: sends_with_the_lock_in_hand,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 400,
        says: &[
            "main waits to send to `jobs`, and meanwhile holds mutex `done`",
            "main must drop the guard of mutex `done`",
        ],
    },
];

fn ab_ba_locks() {
    let left = Arc::new(Mutex::new(0));
    let right = Arc::new(Mutex::new(0));
    let (l, r) = (left.clone(), right.clone());
    let other = thread::spawn(move || {
        let mut right = r.lock().unwrap();
        let mut left = l.lock().unwrap();
        (*left, *right) = (*right, *left);
    });
    {
        let mut left = left.lock().unwrap();
        let mut right = right.lock().unwrap();
        (*left, *right) = (*right, *left);
    }
    other.join().unwrap();
}

fn spin_locks_in_two_orders() {
    let left = spin::Mutex::new(0);
    let right = spin::Mutex::new(0);
    thread::scope(|s| {
        s.spawn(|| {
            let mut right = right.lock();
            let mut left = left.lock();
            (*left, *right) = (*right, *left);
        });
        let mut left = left.lock();
        let mut right = right.lock();
        (*left, *right) = (*right, *left);
    });
}

fn self_lock() {
    let total = Mutex::new(1);
    let before = total.lock().unwrap();
    let again = total.lock().unwrap();
    assert_eq!(*before, *again);
}

fn dining_philosophers() {
    let forks: Vec<_> = (0..3).map(|_| Mutex::new(())).collect();
    thread::scope(|s| {
        for at in 0..3 {
            let (first, second) = (&forks[at], &forks[(at + 1) % 3]);
            thread::Builder::new()
                .name(format!("philosopher {at}"))
                .spawn_scoped(s, move || {
                    let _first = first.lock().unwrap();
                    let _second = second.lock().unwrap();
                })
                .unwrap();
        }
    });
}

fn read_lock_upgraded_to_write() {
    let cache = RwLock::new(None);
    let seen = cache.read().unwrap();
    if seen.is_none() {
        *cache.write().unwrap() = Some(1);
    }
}

fn lost_update_between_two_locks() {
    let total = Mutex::new(0);
    let add = || {
        let seen = *total.lock().unwrap();
        *total.lock().unwrap() = seen + 1;
    };
    thread::scope(|s| {
        s.spawn(add);
        s.spawn(add);
    });
    assert_eq!(*total.lock().unwrap(), 2, "an update was lost");
}

fn check_then_act() {
    let balance = Mutex::new(100);
    let withdraw = || {
        if *balance.lock().unwrap() >= 100 {
            *balance.lock().unwrap() -= 100;
        }
    };
    thread::scope(|s| {
        s.spawn(withdraw);
        s.spawn(withdraw);
    });
    assert!(*balance.lock().unwrap() >= 0, "withdrawn twice");
}

fn lock_held_while_receiving() {
    let state = Arc::new(Mutex::new(1));
    let (answer_tx, answer_rx) = channel::bounded(1);
    let asked = state.clone();
    let held = state.lock().unwrap();
    thread::spawn(move || {
        let value = *asked.lock().unwrap();
        answer_tx.send(value).unwrap();
    });
    let answer = answer_rx.recv().unwrap();
    assert_eq!(answer, *held);
}

fn lock_held_while_joining() {
    let log = Arc::new(Mutex::new(Vec::new()));
    let theirs = log.clone();
    let worker = thread::spawn(move || theirs.lock().unwrap().push("worker"));
    let mut ours = log.lock().unwrap();
    ours.push("main");
    worker.join().unwrap();
}

fn guard_forgotten() {
    let lock = Arc::new(Mutex::new(0));
    let theirs = lock.clone();
    let worker = thread::spawn(move || {
        std::mem::forget(theirs.lock().unwrap());
    });
    worker.join().unwrap();
    *lock.lock().unwrap() += 1;
}

fn writer_starved_by_readers() {
    let lock = RwLock::new(());
    thread::scope(|s| {
        for reader in 0..2 {
            let lock = &lock;
            s.spawn(move || {
                thread::sleep(Duration::from_millis(5 * reader));
                for _ in 0..5 {
                    let _reads = lock.read().unwrap();
                    lab::work(Duration::from_millis(10));
                }
            });
        }
        let began = Instant::now();
        thread::sleep(Duration::from_millis(7));
        let _writes = lock.write().unwrap();
        assert!(began.elapsed() < Duration::from_millis(30), "starved");
    });
}

/// Main holds the receiver, too, for the others.
fn sends_with_the_lock_in_hand() {
    let (jobs, receiver) = channel::bounded(1);
    let done = Mutex::new(0);
    thread::scope(|s| {
        s.spawn(|| {
            for _ in 0..3 {
                receiver.recv().unwrap();
                *done.lock().unwrap() += 1;
            }
        });
        let done = done.lock().unwrap();
        for job in *done..3 {
            jobs.send(job).unwrap();
        }
    });
}
