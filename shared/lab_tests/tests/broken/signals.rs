//! Pools whose threads tell each other of changes: too late, too seldom, or not at all
//! after a panic.

use std::collections::VecDeque;
use std::panic::catch_unwind;

use lab::channel::bounded;
use lab::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use lab::sync::{Arc, Barrier, Condvar, Mutex};
use lab::thread;
use lab::time::Duration;

use crate::case::{Case, Ends, cases};

pub const CASES: &[Case] = cases!(
    closes_and_notifies_nobody Deadlock says
        "main was the last to notify condition variable `changed`"
        "main locked mutex `state` at"
        "after that, and has notified nobody since"
        "one of those who locked mutex `state` after the last notification",
    closes_after_the_join Deadlock says
        "If main is to notify, it must before it waits at",
    unparks_after_the_join Deadlock says
        "If main is to do that, it must before it waits at",
    makes_room_and_unparks_nobody Deadlock says
        "nobody has ever unparked main"
        "nobody has ever unparked thread 1"
        "must call `unpark` on its handle afterwards. The same with",
    comes_to_the_barrier_after_the_join Deadlock says
        "If main is one of them, it must not wait at",
    reply_lies_in_a_queue_and_nobody_is_notified Deadlock says
        "thread 1 waits on condition variable `changed`, and nobody is left"
        "main locked mutex `state` at"
        "has never notified anyone there",
    takes_a_job_and_tells_nobody_of_the_room Deadlock says
        "main waits on condition variable `room`"
        "thread 1 locked mutex `queue` at",
    locks_of_a_derived_default Deadlock says
        "thread 1 waits on the condition variable first used at",
    caught_panic_skips_the_count Deadlock says
        "job 1 is broken (it was caught)"
        "If that is not it: what a panic has skipped that was caught",
    spins_for_a_worker_that_panicked Polling says
        "thread 1 panicked at"
        "What a thread was still to do when it panicked never comes",
    looks_for_the_count_of_a_worker_that_panicked StepBound says
        "thread 1 panicked at"
        "What a thread was still to do when it panicked never comes",
    looks_under_a_lock_that_it_keeps StepBound says
        "thread 1 waits for mutex `done`"
        "main has held mutex `done` since",
);

const MS: Duration = Duration::from_millis(1);

#[derive(Default)]
struct State {
    jobs: VecDeque<Box<dyn FnOnce() + Send>>,
    is_closed: bool,
}

struct Pool {
    state: Mutex<State>,
    changed: Condvar,
}

impl Pool {
    fn new() -> Arc<Pool> {
        Arc::new(Pool {
            state: Mutex::new(State::default()),
            changed: Condvar::new(),
        })
    }

    fn work(&self) {
        loop {
            let mut state = self.state.lock().unwrap();
            while state.jobs.is_empty() && !state.is_closed {
                state = self.changed.wait(state).unwrap();
            }
            let Some(job) = state.jobs.pop_front() else {
                return;
            };
            drop(state);
            job();
        }
    }

    fn start(self: &Arc<Pool>) -> thread::JoinHandle<()> {
        let pool = self.clone();
        let worker = thread::spawn(move || pool.work());
        // It finds nothing to do, and waits.
        thread::sleep(MS);
        worker
    }
}

fn closes_and_notifies_nobody() {
    let pool = Pool::new();
    let worker = pool.start();
    pool.state.lock().unwrap().jobs.push_back(Box::new(|| ()));
    pool.changed.notify_one();
    thread::sleep(MS);
    pool.state.lock().unwrap().is_closed = true;
    worker.join().unwrap();
}

fn closes_after_the_join() {
    let pool = Pool::new();
    let worker = pool.start();
    worker.join().unwrap();
    pool.state.lock().unwrap().is_closed = true;
    pool.changed.notify_all();
}

fn unparks_after_the_join() {
    let stop = Arc::new(AtomicBool::new(false));
    let theirs = stop.clone();
    let worker = thread::spawn(move || {
        while !theirs.load(SeqCst) {
            thread::park();
        }
    });
    let parked = worker.thread().clone();
    worker.join().unwrap();
    stop.store(true, SeqCst);
    parked.unpark();
}

/// The worker makes room, and main, which waits for room, would bring it more to do.
fn makes_room_and_unparks_nobody() {
    let jobs = Arc::new(Mutex::new(vec![1]));
    let theirs = jobs.clone();
    let worker = thread::spawn(move || {
        while theirs.lock().unwrap().pop() != Some(0) {
            thread::park();
        }
    });
    while !jobs.lock().unwrap().is_empty() {
        thread::park();
    }
    jobs.lock().unwrap().push(0);
    worker.thread().unpark();
    worker.join().unwrap();
}

fn comes_to_the_barrier_after_the_join() {
    let phase = Arc::new(Barrier::new(2));
    let theirs = phase.clone();
    let worker = thread::spawn(move || theirs.wait());
    worker.join().unwrap();
    phase.wait();
}

/// The sender of the reply is in the job, and with the pool's last owner.
fn reply_lies_in_a_queue_and_nobody_is_notified() {
    let pool = Pool::new();
    let worker = pool.start();
    let (reply, answer) = bounded(1);
    let job = Box::new(move || reply.send(1).unwrap());
    pool.state.lock().unwrap().jobs.push_back(job);
    answer.recv().unwrap();
    worker.join().unwrap();
}

struct Bounded {
    queue: Mutex<VecDeque<u32>>,
    jobs: Condvar,
    room: Condvar,
}

fn takes_a_job_and_tells_nobody_of_the_room() {
    let shared = Arc::new(Bounded {
        queue: Mutex::default(),
        jobs: Condvar::new(),
        room: Condvar::new(),
    });
    let theirs = shared.clone();
    let worker = thread::spawn(move || {
        let queue = theirs.queue.lock().unwrap();
        let is_empty = |queue: &mut VecDeque<u32>| queue.is_empty();
        let mut queue = theirs.jobs.wait_while(queue, is_empty).unwrap();
        queue.pop_front()
    });
    for job in 0..2 {
        let queue = shared.queue.lock().unwrap();
        let is_full = |queue: &mut VecDeque<u32>| !queue.is_empty();
        let mut queue = shared.room.wait_while(queue, is_full).unwrap();
        queue.push_back(job);
        shared.jobs.notify_one();
    }
    worker.join().unwrap();
}

#[derive(Default)]
struct Derived {
    is_closed: Mutex<bool>,
    changed: Condvar,
}

fn locks_of_a_derived_default() {
    let shared = Arc::new(Derived::default());
    let theirs = shared.clone();
    let worker = thread::spawn(move || {
        let is_closed = theirs.is_closed.lock().unwrap();
        drop(
            theirs
                .changed
                .wait_while(is_closed, |is_closed| !*is_closed),
        );
    });
    worker.join().unwrap();
}

fn caught_panic_skips_the_count() {
    let done = Arc::new((Mutex::new(0), Condvar::new()));
    let theirs = done.clone();
    let worker = thread::spawn(move || {
        for job in 0..2 {
            let ended = catch_unwind(|| assert!(job == 0, "job {job} is broken"));
            if ended.is_ok() {
                *theirs.0.lock().unwrap() += 1;
                theirs.1.notify_one();
            }
        }
    });
    let count = done.0.lock().unwrap();
    drop(done.1.wait_while(count, |count| *count < 2).unwrap());
    worker.join().unwrap();
}

fn spins_for_a_worker_that_panicked() {
    let done = Arc::new(AtomicUsize::new(0));
    for job in 0..2 {
        let done = done.clone();
        thread::spawn(move || {
            assert!(job > 0, "job {job} is broken");
            done.fetch_add(1, SeqCst);
        });
    }
    while done.load(SeqCst) < 2 {
        thread::yield_now();
    }
}

fn looks_for_the_count_of_a_worker_that_panicked() {
    let done = Arc::new(AtomicUsize::new(0));
    for job in 0..2 {
        let done = done.clone();
        thread::spawn(move || {
            assert!(job > 0, "job {job} is broken");
            done.fetch_add(1, SeqCst);
        });
    }
    while done.load(SeqCst) < 2 {
        thread::sleep(MS);
    }
}

fn looks_under_a_lock_that_it_keeps() {
    let done = Arc::new(Mutex::new(false));
    let theirs = done.clone();
    let guard = done.lock().unwrap();
    let worker = thread::spawn(move || *theirs.lock().unwrap() = true);
    loop {
        if *guard {
            return worker.join().unwrap();
        }
        thread::sleep(MS);
    }
}
