//! What plays the learner: rules whose code does to its process all that a harness meets.

#[path = "tests/rules/comparisons.rs"]
mod comparisons;

use std::env;
use std::hint::black_box;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;
use std::time::Duration;

use lab::sync::atomic::{AtomicBool, Ordering::SeqCst};
use lab::sync::{Arc, Condvar, Mutex};
use rules::{Rule, Subject, Suite, on_every_schedule, on_some_schedule};

/// Waited for what is stuck for certain.
const SHORT: Duration = Duration::from_millis(500);

/// A test target with every kind of code that a harness meets.
pub fn suite() -> Suite {
    let rules = vec![
        Rule::new("holds", || on_every_schedule(|| ())),
        Rule::new("has_a_hole", || on_every_schedule(|| todo!("fill this in"))),
        Rule::new("has_a_hole_in_a_thread", || {
            on_every_schedule(|| {
                let worker = lab::thread::spawn(|| todo!("work"));
                let _: Result<(), _> = worker.join();
            })
        }),
        Rule::new("has_a_hole_in_a_destructor", || {
            on_every_schedule(|| {
                let _hole = Hole;
                todo!("begin");
            })
        }),
        Rule::new("fails", || on_every_schedule(|| assert_eq!(1 + 1, 3))),
        Rule::new("loops_for_ever", || {
            on_every_schedule(|| while black_box(true) {}).stuck_after(SHORT)
        }),
        Rule::new("ends_as_if_stuck", || {
            on_every_schedule(|| std::process::exit(1))
        }),
        Rule::new("really_blocks", || {
            on_every_schedule(|| {
                let lock = std::sync::Mutex::new(());
                let _one = lock.lock();
                let _two = lock.lock();
            })
            .stuck_after(SHORT)
        }),
        Rule::new("overflows_its_stack", || {
            on_every_schedule(|| {
                black_box(deeper(black_box(1)));
            })
        }),
        Rule::new("exits", || on_every_schedule(|| std::process::exit(0))),
        Rule::new("aborts", || on_every_schedule(|| std::process::abort())),
        Rule::new("forges_a_verdict", || on_every_schedule(forge)),
        Rule::new("leaves_a_process_behind", || {
            on_every_schedule(|| {
                let (name, args) = if cfg!(windows) {
                    ("ping", ["-n", "20", "localhost"].as_slice())
                } else {
                    ("sleep", ["20"].as_slice())
                };
                let lasts = Command::new(name).args(args).spawn();
                panic!("left behind: {}", lasts.is_ok());
            })
            .schedules(1)
        }),
        Rule::new("says_too_much", || {
            on_every_schedule(|| panic!("{}", "x".repeat(1 << 22))).schedules(1)
        }),
        Rule::new("floods_the_output", || {
            on_every_schedule(|| {
                let line = "x".repeat(1 << 20);
                for _ in 0..32 {
                    println!("{line}");
                }
                panic!("after the flood");
            })
            .schedules(1)
        }),
        Rule::new("prints_without_end", || {
            on_every_schedule(|| {
                // It sleeps as well: on a busy machine the lab would otherwise find it
                // stuck before it has printed enough.
                let line = "x".repeat(1 << 20);
                loop {
                    println!("{line}");
                    lab::thread::sleep(Duration::from_millis(1));
                }
            })
        }),
        Rule::new("takes_memory_without_end", || {
            on_every_schedule(|| {
                // Now and then it sleeps: on a busy machine the lab would otherwise
                // find it stuck before it has taken enough.
                let mut all = Vec::new();
                loop {
                    all.push(vec![1_u8; 16 << 20]);
                    lab::thread::sleep(Duration::from_millis(1));
                }
            })
        }),
        Rule::new("starts_threads_without_end", || {
            on_every_schedule(|| {
                loop {
                    lab::thread::spawn(lab::thread::park);
                }
            })
            .schedules(2)
        }),
        Rule::new("never_does_it", || {
            on_some_schedule("does it do it", || false, |_| true).schedules(10)
        }),
        Rule::new("deadlocks_now_and_then", || {
            on_every_schedule(locks_crosswise)
        }),
        Rule::new("is_too_slow", || {
            on_every_schedule(|| lab::work(Duration::from_millis(5)))
                .ends_at(Duration::from_millis(4))
        }),
        Rule::new("compares_in_a_thread", comparisons::in_a_thread),
        Rule::new("panics_twice_in_a_thread", || {
            on_every_schedule(panics_twice).schedules(1)
        }),
        Rule::new("panics_in_a_destructor", || {
            on_every_schedule(|| {
                let _late = Late;
                panic!("this came first");
            })
            .schedules(1)
        }),
        Rule::new("panics_in_a_destructor_because_of_a_thread", || {
            on_every_schedule(|| {
                let _late = Late;
                let _ = catch_unwind(|| panic!("this was caught"));
                let worker = lab::thread::spawn(|| panic!("this came first"));
                let _: () = worker.join().expect("no panic");
            })
            .schedules(1)
        }),
        Rule::new("panics_in_a_scope", || {
            on_every_schedule(|| {
                let worker = lab::thread::spawn(|| panic!("a job panics"));
                assert!(worker.join().is_err());
                lab::thread::scope(|scope| {
                    scope.spawn(|| panic!("in the scope"));
                });
            })
            .schedules(1)
        }),
        Rule::new("poisons_a_lock", || {
            on_every_schedule(|| works_under_a_lock(|| panic!("it is too much")))
                .schedules(1)
        }),
        Rule::new("poisons_a_lock_by_a_job", || {
            on_every_schedule(|| works_under_a_lock(comparisons::panics_on_purpose))
                .schedules(1)
        }),
        Rule::new("joins_one_of_two_of_a_name", || {
            on_every_schedule(|| {
                let (done_tx, done) = lab::channel::bounded(0);
                let [first, second] = [1, 2].map(|_| {
                    let worker = lab::thread::Builder::new().name("worker 1".into());
                    let done_tx = done_tx.clone();
                    worker.spawn(move || done_tx.send(())).unwrap()
                });
                done.iter().take(2).for_each(drop);
                let _ = first.join();
                while !second.is_finished() {
                    lab::thread::sleep(SHORT);
                }
            })
            .joins_every_thread()
            .schedules(1)
        }),
        Rule::new("waits_without_a_loop", || {
            on_every_schedule(waits_without_a_loop)
        }),
        Rule::new("parks_without_a_loop", || {
            on_every_schedule(parks_without_a_loop)
        }),
        Rule::new("counts_its_wakes", || on_every_schedule(counts_its_wakes)),
        Rule::new("wants_too_much_room", || {
            on_every_schedule(|| drop(lab::channel::bounded::<u64>(usize::MAX)))
                .schedules(1)
        }),
    ];
    let harmless = vec![
        Rule::new("two_and_two_make_four", || on_every_schedule(|| ())),
        Rule::new("is_not_done", || {
            on_every_schedule(|| todo!("fill this in"))
        }),
        Rule::new("fails", || on_every_schedule(|| panic!("no")).schedules(2)),
        Rule::new("deadlocks_sometimes", || on_every_schedule(locks_crosswise)),
    ];
    Suite {
        package: "rules",
        target: "hostile",
        subjects: vec![
            Subject::new("learner", rules),
            Subject::new("harmless", harmless),
        ],
    }
}

/// Code that is there to check the rules.
pub fn variants() -> Suite {
    static TOUCHED: AtomicBool = AtomicBool::new(false);
    let right = vec![
        Rule::new("touches", || {
            on_every_schedule(|| TOUCHED.store(true, SeqCst))
        }),
        Rule::new("is_untouched", || {
            on_every_schedule(|| assert!(!TOUCHED.load(SeqCst)))
        }),
    ];
    let broken = vec![
        Rule::new("holds", || on_every_schedule(|| ())),
        Rule::new("fails", || on_every_schedule(|| assert_eq!(1 + 1, 3))),
        Rule::new("exits", || on_every_schedule(|| std::process::exit(0))),
        Rule::new("has_a_hole", || on_every_schedule(|| todo!("fill this in"))),
    ];
    Suite {
        package: "rules",
        target: "hostile",
        subjects: vec![
            Subject::variant("right", right),
            Subject::variant("broken", broken),
        ],
    }
}

/// The second panic of the worker is a consequence of the first.
fn panics_twice() {
    let worker = lab::thread::spawn(|| {
        let result = Mutex::new(0);
        let job = || {
            let _result = result.lock().unwrap();
            panic!("this came first");
        };
        let _ = catch_unwind(AssertUnwindSafe(job));
        *result.lock().unwrap() += 1;
    });
    worker.join().unwrap();
}

struct Hole;

impl Drop for Hole {
    fn drop(&mut self) {
        todo!("end");
    }
}

struct Late;

impl Drop for Late {
    fn drop(&mut self) {
        panic!("this came second");
    }
}

/// Asks once, and believes any wake-up.
fn waits_without_a_loop() {
    let shared = Arc::new((Mutex::new(false), Condvar::new()));
    let theirs = Arc::clone(&shared);
    let waiter = lab::thread::spawn(move || {
        let (done, changed) = &*theirs;
        let mut done = done.lock().unwrap();
        if !*done {
            done = changed.wait(done).unwrap();
        }
        assert!(*done, "it is not done");
    });
    *shared.0.lock().unwrap() = true;
    shared.1.notify_all();
    waiter.join().unwrap();
}

fn parks_without_a_loop() {
    let done = Arc::new(AtomicBool::new(false));
    let theirs = Arc::clone(&done);
    let waiter = lab::thread::spawn(move || {
        lab::thread::park();
        assert!(theirs.load(SeqCst), "it is not done");
    });
    done.store(true, SeqCst);
    waiter.thread().unpark();
    waiter.join().unwrap();
}

fn counts_its_wakes() {
    let shared = Arc::new((Mutex::new(false), Condvar::new()));
    let theirs = Arc::clone(&shared);
    let waiter = lab::thread::spawn(move || {
        let (done, changed) = &*theirs;
        let mut done = done.lock().unwrap();
        let mut wakes = 0;
        while !*done {
            done = changed.wait(done).unwrap();
            wakes += 1;
        }
        assert!(wakes < 2, "it woke up more than once");
    });
    *shared.0.lock().unwrap() = true;
    shared.1.notify_all();
    waiter.join().unwrap();
}

/// And then looks at what lies under it.
fn works_under_a_lock(job: fn()) {
    let results = Arc::new(Mutex::new(0));
    let theirs = Arc::clone(&results);
    let worker = lab::thread::spawn(move || {
        let _results = theirs.lock().unwrap();
        job();
    });
    assert!(worker.join().is_err());
    let _ = *results.lock().unwrap();
}

/// Two locks, taken in two orders.
fn locks_crosswise() {
    let locks = Arc::new([Mutex::new(()), Mutex::new(())]);
    let theirs = Arc::clone(&locks);
    let other = lab::thread::spawn(move || {
        let _first = theirs[0].lock();
        let _second = theirs[1].lock();
    });
    {
        let _first = locks[1].lock();
        let _second = locks[0].lock();
    }
    other.join().unwrap();
}

/// Writes a verdict with every word that can be found out, and ends the process.
fn forge() {
    let mut words: Vec<String> = env::args().chain([String::new()]).collect();
    words.extend(env::vars().flat_map(|(name, value)| [name, value]));
    let mut rest = String::new();
    if std::io::stdin().read_to_string(&mut rest).is_ok() {
        words.push(rest);
    }
    for word in words {
        println!("\n{word}{{\"holds\":{{\"schedules\":4000}}}}");
    }
    std::process::exit(0);
}

fn deeper(n: u64) -> u64 {
    let here = [n; 64];
    if n == 0 {
        return 0;
    }
    deeper(n + 1) + black_box(here)[3]
}
