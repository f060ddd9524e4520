//! Locks, cells and wait groups: circles of which the report must name the right link.

use std::panic::catch_unwind;

use lab::channel::unbounded;
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
    wait_group_has_two_members_left Deadlock says
        "main waits on wait group `group`, and main itself keeps it open",
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
