//! A run that cannot go on is taken apart: whatever destructors do then, the
//! process goes on, and so do later runs on the same thread.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lab::channel::{self, Sender};
use lab::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use lab::sync::{Arc, Barrier, Condvar, Mutex, RwLock, WaitGroup};
use lab::{Verdict, thread};

use crate::{in_a_process_of_its_own, natural};

/// Main waits for what never comes, and holds `kept` meanwhile.
fn stuck<T>(kept: T) {
    let (_kept, (tx, rx)) = (kept, channel::bounded::<()>(1));
    rx.recv().unwrap();
    drop(tx);
}

/// The pool of the Rust book: its destructor unwraps what `join` returns.
struct Pool {
    jobs: Option<Sender<u32>>,
    workers: Vec<thread::JoinHandle<()>>,
    state: Arc<Mutex<u32>>,
}

impl Pool {
    fn new() -> Pool {
        let (jobs_tx, jobs_rx) = channel::bounded(1);
        let jobs = Arc::new(Mutex::new(jobs_rx));
        let state = Arc::new(Mutex::new(0));
        let worker = |_| {
            let (jobs, state) = (jobs.clone(), state.clone());
            thread::spawn(move || {
                loop {
                    let job = jobs.lock().unwrap().recv();
                    let Ok(job) = job else { break };
                    *state.lock().unwrap() += job;
                }
            })
        };
        Pool {
            workers: (0..2).map(worker).collect(),
            jobs: Some(jobs_tx),
            state,
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        *self.state.lock().unwrap() += 1;
        let jobs = self.jobs.take().unwrap();
        for _ in &self.workers {
            jobs.send(0).unwrap();
        }
        drop(jobs);
        for worker in self.workers.drain(..) {
            worker.join().unwrap();
        }
    }
}

struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

fn dropping(f: impl FnMut()) {
    stuck(OnDrop(f));
}

/// Every way in which a destructor may use the lab, in a run that is stuck.
const PROGRAMS: &[(&str, fn())] = &[
    ("a pool", || stuck(Pool::new())),
    ("a pool in an arc that a worker has too", || {
        let pool = Arc::new(Mutex::new(Some(Pool::new())));
        let theirs = pool.clone();
        thread::spawn(move || stuck(theirs));
        stuck(pool);
    }),
    ("a pool within a pool's thread", || {
        let outer = thread::spawn(|| stuck(Pool::new()));
        outer.join().unwrap();
    }),
    ("a lock that a stuck thread holds", || {
        let lock = Arc::new(Mutex::new(0));
        let theirs = lock.clone();
        thread::spawn(move || {
            let guard = theirs.lock().unwrap();
            stuck(guard);
        });
        thread::yield_now();
        dropping(|| *lock.lock().unwrap() += 1);
    }),
    ("a lock that was poisoned before", || {
        let lock = Arc::new((Mutex::new(0), RwLock::new(0)));
        let theirs = lock.clone();
        let panics = thread::spawn(move || {
            let _guards = (theirs.0.lock().unwrap(), theirs.1.write().unwrap());
            panic!("poisons two locks");
        });
        assert!(panics.join().is_err());
        dropping(|| {
            *lock.0.lock().unwrap() += 1;
            *lock.1.write().unwrap() += 1;
        });
    }),
    ("a message that nobody takes", || {
        let (tx, rx) = channel::bounded(0);
        let _keeps = rx.clone();
        dropping(move || tx.send(1).unwrap());
    }),
    ("a message that never comes", || {
        let (tx, rx) = channel::bounded::<u32>(0);
        let keeps = tx.clone();
        dropping(move || while rx.recv().is_ok() {});
        drop(keeps);
    }),
    ("a condition that never holds", || {
        let (lock, changed) = (Mutex::new(false), Condvar::new());
        dropping(move || {
            let mut done = lock.lock().unwrap();
            while !*done {
                done = changed.wait(done).unwrap();
            }
        });
    }),
    ("a barrier, a wait group and a park", || {
        let (barrier, group) = (Barrier::new(2), WaitGroup::new());
        let keeps = group.clone();
        let mut group = Some(group);
        dropping(move || {
            thread::park();
            if let Some(group) = group.take() {
                group.wait();
            }
            barrier.wait();
        });
        drop(keeps);
    }),
    ("new threads", || {
        dropping(|| {
            let child = thread::spawn(thread::yield_now);
            let _ = child.join();
            thread::scope(|s| {
                s.spawn(thread::yield_now);
            });
        });
    }),
    ("time", || {
        dropping(|| {
            thread::sleep(std::time::Duration::from_millis(1));
            lab::work(std::time::Duration::from_millis(1));
            lab::println!("never heard");
        });
    }),
    ("a loop that catches every panic", || {
        loop {
            let caught = catch_unwind(AssertUnwindSafe(|| stuck(())));
            if caught.is_ok() {
                break;
            }
        }
    }),
    ("a worker that catches every panic", || {
        let (tx, rx) = channel::bounded::<u32>(1);
        let worker = thread::spawn(move || {
            let mut failures = 0;
            while failures < 1_000_000 {
                if catch_unwind(AssertUnwindSafe(|| rx.recv().unwrap())).is_err() {
                    failures += 1;
                }
            }
        });
        worker.join().unwrap();
        drop(tx);
    }),
];

/// What a later run on the same thread must still be able to do.
fn sound() {
    static DROPPED: AtomicUsize = AtomicUsize::new(0);
    let before = DROPPED.load(SeqCst);
    let run = lab::run(&natural(), || {
        let lock = Arc::new(Mutex::new(0));
        let theirs = lock.clone();
        assert!(!thread::panicking());
        let panics = thread::spawn(move || {
            let _guard = theirs.lock().unwrap();
            panic!("must poison");
        });
        assert!(panics.join().is_err());
        assert!(lock.is_poisoned());
        dropping(|| {
            DROPPED.fetch_add(1, SeqCst);
        });
    });
    assert!(matches!(run.verdict, Verdict::Deadlock(_)), "{run:?}");
    assert_eq!(DROPPED.load(SeqCst), before + 1);
}

#[test]
#[ignore = "run by the test below, in a process of its own"]
fn destructors_of_stuck_runs() {
    for (name, program) in PROGRAMS {
        eprintln!("{name}");
        for _ in 0..3 {
            let run = lab::run(&natural(), program);
            assert!(matches!(run.verdict, Verdict::Deadlock(_)), "{run:?}");
            sound();
        }
    }
    eprintln!("all done");
}

#[test]
fn no_destructor_of_a_stuck_run_ends_the_process_or_hangs() {
    let output = in_a_process_of_its_own("unwinding::destructors_of_stuck_runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && told.contains("all done"),
        "{told}"
    );
}

#[test]
fn what_a_destructor_notifies_then_is_not_told() {
    struct Closes(Arc<Condvar>);

    impl Drop for Closes {
        fn drop(&mut self) {
            self.0.notify_all();
        }
    }

    let run = lab::run(&natural(), || {
        let (lock, changed) = (Mutex::new(()), Arc::new(Condvar::new()));
        let _closes = Closes(Arc::clone(&changed));
        let _guard = changed.wait(lock.lock().unwrap()).unwrap();
    });
    let report = run.verdict.report().expect("nobody notifies").to_string();
    assert!(report.contains("nobody has ever notified"), "{report}");
}
