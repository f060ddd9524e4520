//! Mistakes of a first project of one's own, as they are really made: a pool
//! that waits for itself, a reply that is kept, a guard that lives too long.

use std::collections::VecDeque;
use std::time::Duration;

use lab::channel::{Sender, bounded, never, select, unbounded};
use lab::sync::atomic::{AtomicBool, Ordering::SeqCst};
use lab::sync::{Arc, Condvar, Mutex, RwLock, WaitGroup};
use lab::thread;
use lab::time::Instant;

use crate::case::{Case, Ends, cases};

/// Found on the natural schedule already.
pub const CASES: &[Case] = cases!(
    job_waits_for_a_job_of_its_own_pool Deadlock says
        "in a message that is queued in `jobs`"
        "go on receiving from `jobs` instead of waiting at",
    flag_set_and_nobody_notified Deadlock says
        "nobody has ever notified condition variable `pair`"
        "and then call `notify_one` or `notify_all`",
    waits_with_another_mutex Deadlock says
        "main was the last to notify condition variable `ready`"
        "when nobody waited: that notification is lost"
        "in a variable under mutex `closed`",
    lock_kept_while_waiting_for_news Deadlock says
        "consumer waits on condition variable `ready`, and meanwhile holds mutex"
        "for which main waits"
        "consumer must drop the guard of mutex `stats`",
    flag_set_and_nobody_unparked Deadlock says
        "nobody has ever unparked thread 1"
        "must call `unpark` on its handle afterwards",
    joins_itself Deadlock says
        "thread 1 waits for its own end, which therefore never comes"
        "let another join it",
    select_with_a_closed_channel_in_a_loop Polling says
        "main asked a closed channel 1000 times at one instant"
        "put `never()` in the place of the closed channel",
    takes_the_end_for_a_timeout Polling says
        "asked a closed channel 1000 times at one instant"
        "while ended.recv_timeout(MS).is_err() {",
    a_select_that_counts_wrong Deadlock says
        "main waits for more than will ever come: look at what it counts",
    every_arm_of_the_select_switched_off Deadlock says
        "none of its channels ever delivers"
        "leave the loop when every channel is closed",
    guard_lives_through_the_if_let Deadlock says
        "main waits for mutex `queue`, which it holds itself"
        "lives to the end of its body",
    server_keeps_what_it_should_answer Deadlock says
        "main waits to receive from `answers` and needs server for it"
        "held by server"
        "server must drop the sender of",
    permit_that_nobody_gives_back Deadlock says
        "main waits to receive from `take`, and main itself keeps it open"
        "or somebody else must send what is still to come",
    reader_waits_for_the_writer Deadlock says
        "main must drop the guard of lock `config`",
    member_of_a_wait_group_is_forgotten Deadlock says
        "in a circle of `Arc`s, or was given to `mem::forget`",
);

const MS: Duration = Duration::from_millis(1);

fn job_waits_for_a_job_of_its_own_pool() {
    type Job = Box<dyn FnOnce() + Send>;
    let (jobs_tx, jobs_rx) = unbounded::<Job>();
    let worker = thread::spawn(move || jobs_rx.iter().for_each(|job| job()));
    let inner_tx = jobs_tx.clone();
    let outer = move || {
        let (answer_tx, answer_rx) = bounded(1);
        inner_tx
            .send(Box::new(move || answer_tx.send(1).unwrap()))
            .unwrap();
        assert_eq!(answer_rx.recv(), Ok(1));
    };
    jobs_tx.send(Box::new(outer)).unwrap();
    drop(jobs_tx);
    worker.join().unwrap();
}

fn flag_set_and_nobody_notified() {
    let pair = Arc::new((Mutex::new(false), Condvar::new()));
    let theirs = pair.clone();
    let waiter = thread::spawn(move || {
        let (ready, changed) = &*theirs;
        let ready = ready.lock().unwrap();
        drop(changed.wait_while(ready, |ready| !*ready).unwrap());
    });
    lab::work(MS);
    *pair.0.lock().unwrap() = true;
    waiter.join().unwrap();
}

struct Shared {
    queue: Mutex<VecDeque<u32>>,
    closed: Mutex<bool>,
    ready: Condvar,
}

fn waits_with_another_mutex() {
    let shared = Arc::new(Shared {
        queue: Mutex::new(VecDeque::new()),
        closed: Mutex::new(false),
        ready: Condvar::new(),
    });
    let theirs = shared.clone();
    let worker = thread::spawn(move || {
        let mut closed = theirs.closed.lock().unwrap();
        while !*closed {
            if theirs.queue.lock().unwrap().pop_front().is_none() {
                closed = theirs.ready.wait(closed).unwrap();
            }
        }
    });
    shared.queue.lock().unwrap().push_back(1);
    shared.ready.notify_one();
    worker.join().unwrap();
}

fn lock_kept_while_waiting_for_news() {
    let stats = Arc::new(Mutex::new(0));
    let queue = Mutex::new(Vec::new());
    let ready = Condvar::new();
    let shared = Arc::new((queue, ready));
    let (their_stats, theirs) = (stats.clone(), shared.clone());
    let builder = thread::Builder::new().name("consumer".to_owned());
    let consume = move || {
        let mut stats = their_stats.lock().unwrap();
        let queue = theirs.0.lock().unwrap();
        let queue = theirs.1.wait_while(queue, |queue| queue.is_empty());
        *stats += queue.unwrap().len();
    };
    let consumer = builder.spawn(consume).unwrap();
    lab::work(MS);
    *stats.lock().unwrap() += 1;
    shared.0.lock().unwrap().push(7);
    shared.1.notify_one();
    consumer.join().unwrap();
}

fn flag_set_and_nobody_unparked() {
    let done = Arc::new(AtomicBool::new(false));
    let theirs = done.clone();
    let waiter = thread::spawn(move || {
        while !theirs.load(SeqCst) {
            thread::park();
        }
    });
    lab::work(MS);
    done.store(true, SeqCst);
    waiter.join().unwrap();
}

fn joins_itself() {
    let (handle_tx, handle_rx) = bounded::<thread::JoinHandle<()>>(1);
    let (done_tx, done_rx) = bounded::<()>(1);
    let worker = thread::spawn(move || {
        handle_rx.recv().unwrap().join().unwrap();
        done_tx.send(()).unwrap();
    });
    handle_tx.send(worker).unwrap();
    done_rx.recv().unwrap();
}

fn select_with_a_closed_channel_in_a_loop() {
    let (news_tx, news_rx) = bounded::<u32>(1);
    let (done_tx, done_rx) = bounded::<()>(1);
    drop(news_tx);
    let worker = thread::spawn(move || {
        lab::work(MS);
        done_tx.send(()).unwrap();
    });
    loop {
        select! {
            recv(news_rx) -> news => assert!(news.is_err()),
            recv(done_rx) -> _ => break,
        }
    }
    worker.join().unwrap();
}

fn takes_the_end_for_a_timeout() {
    let start = Instant::now();
    let (working, ended) = bounded::<()>(0);
    let monitor = thread::spawn(move || {
        let mut last = start;
        while ended.recv_timeout(MS).is_err() {
            // What is asked here is no cause.
            last = Instant::now();
        }
        last
    });
    drop(working);
    drop(monitor.join());
}

fn a_select_that_counts_wrong() {
    let (jobs_tx, jobs_rx) = unbounded::<u32>();
    let (results_tx, results_rx) = unbounded();
    let worker = thread::spawn(move || {
        for job in jobs_rx {
            results_tx.send(job).unwrap();
        }
    });
    jobs_tx.send(1).unwrap();
    let mut left = 1;
    while left >= 0 {
        select! {
            recv(results_rx) -> result => left -= i32::from(result.is_ok()),
            recv(never::<()>()) -> _ => {}
        }
    }
    drop(jobs_tx);
    worker.join().unwrap();
}

fn every_arm_of_the_select_switched_off() {
    let (mut first, mut second) = (bounded::<()>(1).1, bounded::<()>(1).1);
    loop {
        select! {
            recv(first) -> message => if message.is_err() { first = never() },
            recv(second) -> message => if message.is_err() { second = never() },
        }
    }
}

#[expect(clippy::significant_drop_in_scrutinee, reason = "this is the mistake")]
fn guard_lives_through_the_if_let() {
    let queue = Mutex::new(vec![1, 2]);
    if let Some(job) = queue.lock().unwrap().pop() {
        queue.lock().unwrap().push(job);
    }
}

struct Request {
    number: u32,
    reply: Sender<u32>,
}

fn server_keeps_what_it_should_answer() {
    let (requests_tx, requests_rx) = unbounded::<Request>();
    let builder = thread::Builder::new().name("server".to_owned());
    let serve = move || {
        let mut kept = Vec::new();
        for request in requests_rx {
            if request.number.is_multiple_of(2) {
                request.reply.send(request.number).unwrap();
            } else {
                kept.push(request);
            }
        }
    };
    let server = builder.spawn(serve).unwrap();
    let (replies, answers) = unbounded();
    for number in 0..2 {
        let reply = replies.clone();
        requests_tx.send(Request { number, reply }).unwrap();
    }
    drop(replies);
    assert_eq!(answers.iter().count(), 2);
    drop(requests_tx);
    server.join().unwrap();
}

fn permit_that_nobody_gives_back() {
    let (give, take) = bounded(1);
    give.send(()).unwrap();
    for _ in 0..2 {
        take.recv().unwrap();
        let give = give.clone();
        let early = true;
        thread::spawn(move || {
            if early {
                return;
            }
            give.send(()).unwrap();
        });
    }
}

fn reader_waits_for_the_writer() {
    let config = Arc::new(RwLock::new(1));
    let theirs = config.clone();
    let (done_tx, done_rx) = bounded(0);
    let now = config.read().unwrap();
    let writer = thread::spawn(move || {
        *theirs.write().unwrap() += 1;
        done_tx.send(()).unwrap();
    });
    done_rx.recv().unwrap();
    assert_eq!(*now, 1);
    writer.join().unwrap();
}

fn member_of_a_wait_group_is_forgotten() {
    let group = WaitGroup::new();
    let member = group.clone();
    let worker = thread::spawn(move || std::mem::forget(member));
    group.wait();
    worker.join().unwrap();
}
