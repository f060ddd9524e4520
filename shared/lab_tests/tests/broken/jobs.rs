use std::panic::catch_unwind;

use lab::deque::Injector;
use lab::sync::atomic::{AtomicBool, Ordering::SeqCst};
use lab::sync::{Barrier, OnceLock, WaitGroup};
use lab::{channel, thread};

use crate::case::{Case, Ends};

pub const CASES: &[Case] = &[
    Case {
        name: "worker_stops_on_an_empty_queue",
        program: worker_stops_on_an_empty_queue,
        ends: Ends::Panic("jobs were lost"),
        deviations: 1,
        least: 50,
        says: &[],
    },
    Case {
        name: "asks_whether_closed_after_the_queue",
        program: asks_whether_closed_after_the_queue,
        ends: Ends::Panic("jobs were lost"),
        deviations: 2,
        least: 12,
        says: &[],
    },
    Case {
        name: "asks_whether_empty_then_receives",
        program: asks_whether_empty_then_receives,
        ends: Ends::Deadlock,
        deviations: 1,
        least: 25,
        says: &["waits to receive from `jobs_rx`"],
    },
    Case {
        name: "barrier_one_short",
        program: barrier_one_short,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &["barrier `start` opens for 3 threads; 2 arrived"],
    },
    Case {
        name: "barrier_left_by_a_panic",
        program: barrier_left_by_a_panic,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &[
            "barrier `phase` opens for 2 threads; 1 arrived",
            "thread 2 panicked at",
            "bad input",
        ],
    },
    Case {
        name: "wait_group_clone_forgotten",
        program: wait_group_clone_forgotten,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &[
            "wait group `group`: 1 clone is still alive",
            "group.clone()",
        ],
    },
    Case {
        name: "once_cell_needs_itself",
        program: once_cell_needs_itself,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &["once-cell `CONFIG`, which it is about to fill itself"],
    },
    Case {
        name: "worker_dies_with_its_job",
        program: worker_dies_with_its_job,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &["thread 1 panicked at", "job 0 is broken"],
    },
    Case {
        name: "worker_survives_its_job",
        program: worker_survives_its_job,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &[
            "job 0 is broken (it was caught)\nTo mend it: main must drop the sender",
        ],
    },
    Case {
        name: "drop_waits_for_ever_in_a_panic",
        program: drop_waits_for_ever_in_a_panic,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &[
            "main panicked at",
            ": the queue is never closed\nTo mend it: a panic",
        ],
    },
    Case {
        name: "panic_in_a_worker_nobody_joins",
        program: panic_in_a_worker_nobody_joins,
        ends: Ends::Unseen("nobody sees this"),
        deviations: 0,
        least: 500,
        says: &[],
    },
    Case {
        name: "panic_in_main",
        program: panic_in_main,
        ends: Ends::Panic("the end is near"),
        deviations: 0,
        least: 500,
        says: &["main panicked at", "jobs.rs:"],
    },
    Case {
        name: "results_taken_in_the_order_of_sending",
        program: results_taken_in_the_order_of_sending,
        ends: Ends::Panic("out of order"),
        deviations: 1,
        least: 100,
        says: &[],
    },
];

fn worker_stops_on_an_empty_queue() {
    let (jobs_tx, jobs_rx) = channel::unbounded();
    let worker = thread::spawn(move || {
        let mut done = 0;
        while let Ok(_job) = jobs_rx.try_recv() {
            done += 1;
        }
        done
    });
    for job in 0..3 {
        let _ = jobs_tx.send(job);
    }
    assert_eq!(worker.join().unwrap(), 3, "jobs were lost");
}

/// A job may come, and the queue be closed, between the two questions.
fn asks_whether_closed_after_the_queue() {
    let (queue, closed) = (Injector::new(), AtomicBool::new(false));
    let done = thread::scope(|s| {
        let worker = s.spawn(|| {
            let mut done = 0;
            loop {
                if queue.steal().is_success() {
                    done += 1;
                } else if closed.load(SeqCst) {
                    return done;
                } else {
                    thread::park();
                }
            }
        });
        (0..2).for_each(|job| queue.push(job));
        closed.store(true, SeqCst);
        worker.thread().unpark();
        worker.join().unwrap()
    });
    assert_eq!(done, 2, "jobs were lost");
}

fn asks_whether_empty_then_receives() {
    let (jobs_tx, jobs_rx) = channel::unbounded();
    jobs_tx.send(1).unwrap();
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                if !jobs_rx.is_empty() {
                    jobs_rx.recv().unwrap();
                }
            });
        }
    });
    drop(jobs_tx);
}

fn barrier_one_short() {
    let start = Barrier::new(3);
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| start.wait());
        }
    });
}

fn barrier_left_by_a_panic() {
    let phase = Barrier::new(2);
    thread::scope(|s| {
        s.spawn(|| phase.wait());
        let other = s.spawn(|| {
            "five".parse::<u32>().expect("bad input");
            phase.wait();
        });
        let _ = other.join();
    });
}

fn wait_group_clone_forgotten() {
    let group = WaitGroup::new();
    let mut held = Vec::new();
    for _ in 0..2 {
        let member = group.clone();
        thread::spawn(move || drop(member));
    }
    held.push(group.clone());
    group.wait();
    drop(held);
}

fn once_cell_needs_itself() {
    static CONFIG: OnceLock<u32> = OnceLock::new();
    fn config() -> u32 {
        *CONFIG.get_or_init(|| limit() + 1)
    }
    fn limit() -> u32 {
        config() / 2
    }
    config();
}

fn worker_dies_with_its_job() {
    let (jobs_tx, jobs_rx) = channel::unbounded();
    let (done_tx, done_rx) = channel::unbounded();
    let keeps = done_tx.clone();
    let _worker = thread::spawn(move || {
        for job in jobs_rx {
            assert!(job > 0, "job {job} is broken");
            done_tx.send(job).unwrap();
        }
    });
    for job in 0..3 {
        let _ = jobs_tx.send(job);
    }
    for _ in 0..3 {
        done_rx.recv().unwrap();
    }
    drop(keeps);
}

fn worker_survives_its_job() {
    let (done_tx, done_rx) = channel::unbounded();
    let keeps = done_tx.clone();
    let _worker = thread::spawn(move || {
        for job in 0..3 {
            let done = catch_unwind(|| assert!(job > 0, "job {job} is broken"));
            done_tx.send(done).unwrap();
        }
    });
    assert_eq!(done_rx.iter().count(), 3);
    drop(keeps);
}

struct Joins(Option<thread::JoinHandle<()>>);

impl Drop for Joins {
    fn drop(&mut self) {
        let _ = self.0.take().unwrap().join();
    }
}

fn drop_waits_for_ever_in_a_panic() {
    let (jobs_tx, jobs_rx) = channel::unbounded::<()>();
    let _pool = Joins(Some(thread::spawn(move || jobs_rx.iter().for_each(drop))));
    assert!(jobs_tx.is_full(), "the queue is never closed");
    drop(jobs_tx);
}

fn panic_in_a_worker_nobody_joins() {
    let (done_tx, done_rx) = channel::bounded::<()>(1);
    thread::spawn(move || {
        let _done = done_tx;
        panic!("nobody sees this");
    });
    // Only the end of the channel is seen, not why it came.
    assert!(done_rx.recv().is_err());
}

fn panic_in_main() {
    let worker = thread::spawn(|| 1);
    worker.join().unwrap();
    panic!("the end is near");
}

fn results_taken_in_the_order_of_sending() {
    let (results_tx, results_rx) = channel::unbounded();
    for worker in 0..2 {
        let results = results_tx.clone();
        thread::spawn(move || results.send(worker).unwrap());
    }
    drop(results_tx);
    let results: Vec<_> = results_rx.iter().collect();
    assert_eq!(results, [0, 1], "out of order");
}
