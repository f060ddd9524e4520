use std::time::Duration;

use lab::sync::atomic::{AtomicBool, Ordering::SeqCst};
use lab::sync::{Arc, Mutex};
use lab::{channel, thread};

use crate::case::{Case, Ends};

pub const CASES: &[Case] = &[
    Case {
        name: "join_cycle",
        program: join_cycle,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &[
            "first waits to join second and needs second for it",
            "second waits to join first and needs first for it",
        ],
    },
    Case {
        name: "joins_before_closing_the_queue",
        program: joins_before_closing_the_queue,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &[
            "main waits to join thread 1 and needs thread 1 for it",
            "thread 1 waits to receive from `jobs_rx` and needs main for it",
            "main must drop the sender of `jobs` made at",
        ],
    },
    Case {
        name: "park_without_unpark",
        program: park_without_unpark,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &["main waits to be unparked"],
    },
    Case {
        name: "two_unparks_for_two_parks",
        program: two_unparks_for_two_parks,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 150,
        says: &["thread 1 waits to be unparked", "unparks do not add up"],
    },
    Case {
        name: "parked_threads_keep_a_channel_open",
        program: parked_threads_keep_a_channel_open,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 250,
        says: &[
            "4 senders are still alive",
            "make the change that thread 1 waits for before the `unpark`",
        ],
    },
    Case {
        name: "unparks_before_the_flag_is_set",
        program: unparks_before_the_flag_is_set,
        ends: Ends::Deadlock,
        deviations: 1,
        least: 25,
        says: &["waits to be unparked"],
    },
    Case {
        name: "scoped_thread_never_finishes",
        program: scoped_thread_never_finishes,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &[
            "main waits at the end of its scope for thread 1",
            "needs main for it",
        ],
    },
    Case {
        name: "main_returns_early",
        program: main_returns_early,
        ends: Ends::Leaked,
        deviations: 0,
        least: 500,
        says: &[
            "main returned while thread 1 was still alive",
            "thread 1 was spawned at",
            "  nobody joined it: main dropped its handle after this line",
            "takes it along, wherever it is. Keep its handle, and join it before",
        ],
    },
    Case {
        name: "main_returns_before_three_of_four",
        program: main_returns_before_three_of_four,
        ends: Ends::Leaked,
        deviations: 0,
        least: 500,
        says: &[
            "thread 2, thread 3 and thread 4 were still alive",
            "are at work at",
            "  nobody joined them: main dropped their handles after shared/",
            "workers.remove(0).join().unwrap();",
        ],
    },
    Case {
        name: "worker_waits_for_ever_unjoined",
        program: worker_waits_for_ever_unjoined,
        ends: Ends::Leaked,
        deviations: 0,
        least: 500,
        says: &["thread 1 waits to receive from `jobs`", "forgotten"],
    },
    Case {
        name: "joined_only_when_lucky",
        program: joined_only_when_lucky,
        ends: Ends::Leaked,
        deviations: 1,
        least: 50,
        says: &["main returned while thread 1 was still alive"],
    },
    Case {
        name: "handles_dropped_by_who_starts_the_pool",
        program: handles_dropped_by_who_starts_the_pool,
        ends: Ends::Leaked,
        deviations: 0,
        least: 500,
        says: &[
            "  nobody joined them: starter dropped their handles after shared/",
            "let workers = [1, 2].map(",
            "  nobody joined it: worker 3 held its handle",
        ],
    },
];

fn named<T: Send + 'static>(
    name: &str,
    f: impl FnOnce() -> T + Send + 'static,
) -> thread::JoinHandle<T> {
    let builder = thread::Builder::new().name(name.to_owned());
    builder.spawn(f).unwrap()
}

fn join_cycle() {
    let (first_tx, first_rx) = channel::bounded::<thread::JoinHandle<()>>(1);
    let (second_tx, second_rx) = channel::bounded::<thread::JoinHandle<()>>(1);
    let first = named("first", move || first_rx.recv().unwrap().join().unwrap());
    let second = named("second", move || second_rx.recv().unwrap().join().unwrap());
    first_tx.send(second).unwrap();
    second_tx.send(first).unwrap();
    thread::sleep(Duration::from_millis(1));
    channel::never::<()>().recv().unwrap();
}

fn joins_before_closing_the_queue() {
    let (jobs_tx, jobs_rx) = channel::unbounded();
    let worker = thread::spawn(move || jobs_rx.iter().sum::<u32>());
    jobs_tx.send(1).unwrap();
    let total = worker.join().unwrap();
    drop(jobs_tx);
    assert_eq!(total, 1);
}

/// Each is given its order after the unpark, when it may be parked again.
fn parked_threads_keep_a_channel_open() {
    let (done_tx, done_rx) = channel::unbounded();
    let workers: Vec<_> = (0..3)
        .map(|_| {
            let (order, done_tx) = (Arc::new(Mutex::new(None)), done_tx.clone());
            let mine = Arc::clone(&order);
            let worker = thread::spawn(move || {
                while mine.lock().unwrap().is_none() {
                    thread::park();
                }
                done_tx.send(()).unwrap();
            });
            (worker, order)
        })
        .collect();
    thread::yield_now();
    for (worker, order) in &workers {
        worker.thread().unpark();
        thread::yield_now();
        *order.lock().unwrap() = Some(1);
    }
    assert_eq!(done_rx.iter().take(3).count(), 3);
    for (worker, _) in workers {
        worker.join().unwrap();
    }
    drop(done_tx);
}

fn park_without_unpark() {
    thread::park();
}

/// Unparks do not add up: two that come before the first park count as one.
fn two_unparks_for_two_parks() {
    let worker = thread::spawn(|| {
        thread::park();
        thread::park();
    });
    worker.thread().unpark();
    worker.thread().unpark();
    worker.join().unwrap();
}

fn unparks_before_the_flag_is_set() {
    let done = Arc::new(AtomicBool::new(false));
    let flag = done.clone();
    let waiter = thread::spawn(move || {
        while !flag.load(SeqCst) {
            thread::park();
        }
    });
    waiter.thread().unpark();
    done.store(true, SeqCst);
    waiter.join().unwrap();
}

fn scoped_thread_never_finishes() {
    let (jobs_tx, jobs_rx) = channel::bounded(1);
    thread::scope(|s| {
        s.spawn(|| jobs_rx.iter().count());
        jobs_tx.send(()).unwrap();
        // Dropped after the scope, which waits for the thread.
    });
    drop(jobs_tx);
}

fn main_returns_early() {
    thread::spawn(|| lab::work(Duration::from_millis(10)));
}

fn main_returns_before_three_of_four() {
    let mut workers = Vec::new();
    for worker in 0..4 {
        workers.push(thread::spawn(move || {
            lab::work(Duration::from_millis(10 * worker));
        }));
    }
    workers.remove(0).join().unwrap();
}

fn worker_waits_for_ever_unjoined() {
    let (jobs_tx, jobs) = channel::bounded::<u32>(1);
    thread::spawn(move || jobs.iter().count());
    thread::sleep(Duration::from_millis(1));
    std::mem::forget(jobs_tx);
}

fn joined_only_when_lucky() {
    let worker = thread::spawn(|| ());
    thread::yield_now();
    if !worker.is_finished() {
        // Gives up on it.
        return;
    }
    worker.join().unwrap();
}

fn handles_dropped_by_who_starts_the_pool() {
    let start = || {
        let (done_tx, done) = channel::bounded::<()>(0);
        let workers = [1, 2].map(|_| thread::spawn(thread::park));
        let watcher = thread::spawn(thread::park);
        named("worker 3", move || {
            let _watcher = watcher;
            drop(done_tx);
            thread::park();
        });
        assert!(done.recv().is_err());
        drop(workers);
    };
    named("starter", start).join().unwrap();
}
