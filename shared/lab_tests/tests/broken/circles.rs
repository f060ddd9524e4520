//! Circles of which the report must name the right link.

use std::panic::catch_unwind;

use lab::channel::{bounded, unbounded};
use lab::sync::{Arc, Mutex, MutexGuard, OnceLock, WaitGroup};
use lab::thread;

use crate::case::{Case, Ends, cases};

pub const CASES: &[Case] = cases!(
    guard_from_a_function_called_twice Deadlock says
        "Both are the same line"
        "put `#[track_caller]` on it",
    cell_is_filled_by_one_who_waits Deadlock says
        "main fills once-cell `limit`, and must not wait for others there: thread 1",
    cell_that_nobody_fills Deadlock says
        "somebody must fill once-cell `limit`",
    locks_of_a_list_have_no_name_of_another Deadlock says
        "main waits for the mutex made at",
    log_is_kept_while_workers_are_joined Deadlock says
        "thread 2 waits for mutex `jobs_rx` and needs thread 1 for it"
        "To mend it: main must drop the guard of mutex `log`",
    submitter_is_joined_before_anyone_reads Deadlock says
        "main must receive from `results` before or while it waits at",
    locks_in_two_orders_hold_up_main_too Deadlock says
        "thread 1 waits for mutex `log` and needs thread 2"
        "take the locks in the same order everywhere",
    worker_ends_without_an_answer Deadlock says
        "Or main waits for more than will ever come: look at what it counts",
    wait_group_has_two_members_left Deadlock says
        "main waits on wait group `group`, and main itself keeps it open",
    timer_and_worker_end_with_each_other Deadlock says
        "which thread 2 has until `paused` closes"
        "none of them ends before the other",
);

fn lock(jobs: &Mutex<Vec<u32>>) -> MutexGuard<'_, Vec<u32>> {
    jobs.lock().unwrap()
}

fn guard_from_a_function_called_twice() {
    let jobs = Mutex::new(vec![1]);
    let mut taken = lock(&jobs);
    if let Some(job) = taken.pop() {
        lock(&jobs).push(job);
    }
}

fn cell_is_filled_by_one_who_waits() {
    let limit = Arc::new(OnceLock::new());
    let theirs = limit.clone();
    limit.get_or_init(|| {
        let worker = thread::spawn(move || *theirs.get_or_init(|| 3));
        worker.join().unwrap()
    });
}

fn cell_that_nobody_fills() {
    let limit = Arc::new(OnceLock::<u32>::new());
    let theirs = limit.clone();
    let worker = thread::spawn(move || {
        // It is caught, and nobody fills the cell.
        let _ = catch_unwind(|| theirs.set("many".parse().expect("a number")));
    });
    limit.wait();
    worker.join().unwrap();
}

fn locks_of_a_list_have_no_name_of_another() {
    let mut slots = Vec::new();
    let first = 0;
    slots.push(Mutex::new(first));
    let _taken = slots[0].lock().unwrap();
    *slots[0].lock().unwrap() += 1;
}

/// Workers keep one lock while they take the other. It is main that waits with one.
fn log_is_kept_while_workers_are_joined() {
    let (jobs_tx, jobs_rx) = unbounded();
    let jobs_rx = Arc::new(Mutex::new(jobs_rx));
    let log = Arc::new(Mutex::new(Vec::new()));
    jobs_tx.send(1).unwrap();
    drop(jobs_tx);
    let kept = log.lock().unwrap();
    let workers = [(); 2].map(|()| {
        let (jobs_rx, log) = (jobs_rx.clone(), log.clone());
        thread::spawn(move || {
            let jobs = jobs_rx.lock().unwrap();
            while let Ok(job) = jobs.recv() {
                log.lock().unwrap().push(job);
            }
        })
    });
    // One of them waits for the log, and the other for the one.
    for worker in workers.into_iter().rev() {
        worker.join().unwrap();
    }
    drop(kept);
}

fn wait_group_has_two_members_left() {
    let group = WaitGroup::new();
    let (spare, member) = (group.clone(), group.clone());
    let (jobs_tx, jobs_rx) = unbounded::<u32>();
    let worker = thread::spawn(move || {
        jobs_rx.iter().for_each(drop);
        drop(member);
    });
    group.wait();
    drop((jobs_tx, spare));
    worker.join().unwrap();
}

/// More room for jobs would only move the deadlock.
fn submitter_is_joined_before_anyone_reads() {
    let (jobs_tx, jobs_rx) = bounded(1);
    let (results_tx, results_rx) = bounded(1);
    thread::spawn(move || {
        for job in jobs_rx {
            results_tx.send(job + 1).unwrap();
        }
    });
    let submitter = thread::spawn(move || {
        for job in 0..9 {
            jobs_tx.send(job).unwrap();
        }
    });
    submitter.join().unwrap();
    assert_eq!(results_rx.iter().count(), 9);
}

/// Of two workers one ends at the first job that fails.
fn worker_ends_without_an_answer() {
    let (jobs_tx, jobs_rx) = unbounded::<u32>();
    let (results_tx, results_rx) = unbounded();
    for _ in 0..2 {
        let (jobs, results) = (jobs_rx.clone(), results_tx.clone());
        thread::spawn(move || {
            for job in jobs {
                let Some(less) = job.checked_sub(1) else {
                    break;
                };
                results.send(less).unwrap();
            }
        });
    }
    drop((jobs_rx, results_tx));
    (0..3).for_each(|job| jobs_tx.send(job).unwrap());
    for _ in 0..3 {
        results_rx.recv().unwrap();
    }
}

/// Main and a worker are in a circle, too, and not to blame.
fn locks_in_two_orders_hold_up_main_too() {
    let jobs = Arc::new(Mutex::new(3));
    let log = Arc::new(Mutex::new(0));
    let (results_tx, results_rx) = unbounded();
    let start = |first: &Arc<Mutex<u32>>, second: &Arc<Mutex<u32>>| {
        let (first, second, results) =
            (first.clone(), second.clone(), results_tx.clone());
        thread::spawn(move || {
            let mut taken = first.lock().unwrap();
            lab::work(std::time::Duration::from_millis(1));
            *taken += *second.lock().unwrap();
            results.send(*taken).unwrap();
        });
    };
    start(&jobs, &log);
    start(&log, &jobs);
    let sum: u32 = results_rx.iter().sum();
    drop(results_tx);
    println!("{sum}");
}

fn timer_and_worker_end_with_each_other() {
    let (ready_tx, ready_rx) = unbounded::<u32>();
    let (paused_tx, paused_rx) = unbounded();
    ready_tx.send(2).unwrap();
    let worker = thread::spawn(move || {
        for left in ready_rx {
            if let Some(less) = left.checked_sub(1) {
                paused_tx.send(less).unwrap();
            }
        }
    });
    let timer = thread::spawn(move || {
        for less in paused_rx {
            thread::sleep(std::time::Duration::from_millis(1));
            ready_tx.send(less).unwrap();
        }
    });
    worker.join().unwrap();
    timer.join().unwrap();
}
