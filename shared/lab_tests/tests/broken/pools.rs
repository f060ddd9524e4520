//! Pools whose threads and channels are shared: what a thread seems to hold is in an
//! `Arc`, in a job, in a lock that all workers take.

use lab::channel::{Receiver, Sender, bounded, select, unbounded};
use lab::sync::{Arc, Mutex, WaitGroup};
use lab::thread;
use lab::time::Duration;

use crate::case::{Case, Ends, cases};

pub const CASES: &[Case] = cases!(
    workers_take_turns_at_a_receiver Deadlock says
        "waits for mutex `jobs_rx` and needs thread 1 for it"
        "To mend it: main must drop the sender of `jobs` made at",
    workers_take_turns_and_all_submit Deadlock says
        "thread 1 itself keeps it open"
        "2 threads hold one while they wait",
    both_ends_are_in_an_arc Deadlock says
        "The receiver of thread 1 is in what main shares with it, as in an `Arc`",
    reply_lies_in_a_queue_that_nobody_takes Deadlock says
        "and its last sender is with main, or in what it shares"
        "held by main, or in what it shares"
        "in a job that lies in a queue under a lock",
    wait_group_is_in_a_job_that_nobody_takes Deadlock says
        "and its last clone is with main, or in what it shares"
        "in a job that lies in a queue under a lock",
    worker_counts_its_jobs_and_ends Deadlock says
        "and thread 1, the last to receive, has ended"
        "To mend it: thread 1 or another must go on receiving from `jobs`",
    results_stay_open_with_the_jobs Deadlock says
        "main must drop the one made at"
        "and thread 1 must come to its end, which has another and waits at",
    sends_to_a_worker_that_panicked Deadlock says
        "thread 2 panicked at"
        "To mend it: a panic skips what its thread was still to do",
    one_word_to_stop_for_two_workers Deadlock says
        "Or thread 2 waits for more than will ever come: thread 1 took the last message"
        "so send one to each",
    stop_is_kept_by_the_one_who_selects Deadlock says
        "thread 1 itself has the other end of what it waits for"
        "thread 1 must drop the sender of `stop`",
    job_waits_for_a_job_in_the_queue_of_its_pool Deadlock says
        "thread 1 waits to receive from `answer`, and nobody is left to end that wait"
        "held by main, or in what it shares"
        "also if that is thread 1 itself",
    reply_is_in_the_result_of_a_thread Deadlock says
        "in what it shares"
        "the result of a thread",
    workers_send_by_what_main_shares Deadlock says
        "its last sender is with main, or in what it shares",
    all_clones_are_kept_in_a_list Deadlock says
        "main must drop all 2 senders of `results`",
);

const MS: Duration = Duration::from_millis(1);

/// The third worker waits for the lock that the first one has while it receives.
fn workers_take_turns_at_a_receiver() {
    let (jobs_tx, jobs_rx) = unbounded::<u32>();
    let jobs_rx = Arc::new(Mutex::new(jobs_rx));
    let work = |jobs: Arc<Mutex<Receiver<u32>>>| {
        move || {
            loop {
                let job = jobs.lock().unwrap().recv();
                if job.is_err() {
                    break;
                }
            }
        }
    };
    let workers = [(); 3].map(|()| thread::spawn(work(jobs_rx.clone())));
    jobs_tx.send(1).unwrap();
    thread::sleep(MS);
    for worker in workers.into_iter().rev() {
        worker.join().unwrap();
    }
    drop(jobs_tx);
}

fn workers_take_turns_and_all_submit() {
    let (jobs_tx, jobs_rx) = unbounded::<u32>();
    let jobs_rx = Arc::new(Mutex::new(jobs_rx));
    let workers = [(); 2].map(|()| {
        let (jobs_tx, jobs_rx) = (jobs_tx.clone(), jobs_rx.clone());
        thread::spawn(move || {
            loop {
                let Ok(job) = jobs_rx.lock().unwrap().recv() else {
                    break;
                };
                if job > 0 {
                    jobs_tx.send(job - 1).unwrap();
                }
            }
        })
    });
    jobs_tx.send(3).unwrap();
    drop(jobs_tx);
    for worker in workers {
        worker.join().unwrap();
    }
}

fn both_ends_are_in_an_arc() {
    let shared = Arc::new(unbounded::<u32>());
    let theirs = shared.clone();
    let worker = thread::spawn(move || theirs.1.iter().sum::<u32>());
    shared.0.send(1).unwrap();
    worker.join().unwrap();
}

fn reply_lies_in_a_queue_that_nobody_takes() {
    let jobs: Arc<Mutex<Vec<Sender<u32>>>> = Arc::default();
    let theirs = jobs.clone();
    let worker = thread::spawn(move || {
        let job = theirs.lock().unwrap().pop();
        if let Some(reply) = job {
            reply.send(1).unwrap();
        }
    });
    // The worker finds nothing, and ends.
    thread::sleep(MS);
    let (reply, answer) = bounded(1);
    jobs.lock().unwrap().push(reply);
    answer.recv().unwrap();
    worker.join().unwrap();
}

fn wait_group_is_in_a_job_that_nobody_takes() {
    let jobs = Queue::default();
    let group = WaitGroup::new();
    for _ in 0..2 {
        let member = group.clone();
        jobs.lock().unwrap().push(Box::new(move || drop(member)));
    }
    let theirs = jobs.clone();
    let worker = thread::spawn(move || {
        let job = theirs.lock().unwrap().pop().unwrap();
        job();
    });
    group.wait();
    worker.join().unwrap();
}

fn worker_counts_its_jobs_and_ends() {
    let (jobs_tx, jobs_rx) = bounded::<u32>(1);
    let jobs_rx = Arc::new(jobs_rx);
    let theirs = jobs_rx.clone();
    let worker = thread::spawn(move || theirs.iter().take(2).count());
    for job in 0..4 {
        jobs_tx.send(job).unwrap();
    }
    worker.join().unwrap();
}

fn results_stay_open_with_the_jobs() {
    let (jobs_tx, jobs_rx) = unbounded::<u32>();
    let (results_tx, results_rx) = unbounded();
    let results = results_tx.clone();
    let worker = thread::spawn(move || {
        for job in jobs_rx {
            results.send(job).unwrap();
        }
    });
    jobs_tx.send(1).unwrap();
    let _all: Vec<_> = results_rx.iter().collect();
    drop((jobs_tx, results_tx));
    worker.join().unwrap();
}

struct Joins(Option<thread::JoinHandle<()>>);

impl Drop for Joins {
    fn drop(&mut self) {
        let _ = self.0.take().unwrap().join();
    }
}

/// Main panics of the send, and then waits in a destructor.
fn sends_to_a_worker_that_panicked() {
    let (logs_tx, logs_rx) = unbounded::<u32>();
    let _logger = Joins(Some(thread::spawn(move || logs_rx.iter().for_each(drop))));
    let (jobs_tx, jobs_rx) = unbounded();
    let logs = logs_tx.clone();
    let worker = thread::spawn(move || {
        for job in jobs_rx {
            assert!(job > 0, "job {job} is broken");
            logs.send(job).unwrap();
        }
    });
    for job in 0..2 {
        jobs_tx.send(job).unwrap();
        thread::sleep(MS);
    }
    worker.join().unwrap();
    drop(logs_tx);
}

fn one_word_to_stop_for_two_workers() {
    let (jobs_tx, jobs_rx) = unbounded::<Option<u32>>();
    let workers = [0, 1].map(|_| {
        let jobs_rx = jobs_rx.clone();
        thread::spawn(move || {
            while let Some(_job) = jobs_rx.recv().unwrap() {
                thread::sleep(MS);
            }
        })
    });
    for job in [Some(1), Some(2), None] {
        jobs_tx.send(job).unwrap();
    }
    for worker in workers {
        worker.join().unwrap();
    }
}

fn stop_is_kept_by_the_one_who_selects() {
    let (jobs_tx, jobs_rx) = unbounded::<u32>();
    let (stop_tx, stop_rx) = bounded::<()>(0);
    let keeps = stop_tx.clone();
    let worker = thread::spawn(move || {
        let _keeps = keeps;
        select! {
            recv(jobs_rx) -> _ => {}
            recv(stop_rx) -> _ => {}
        }
    });
    drop(stop_tx);
    worker.join().unwrap();
    drop(jobs_tx);
}

type Queue = Arc<Mutex<Vec<Box<dyn FnOnce() + Send>>>>;

fn work(queue: &Queue) {
    loop {
        let job = queue.lock().unwrap().pop();
        let Some(job) = job else {
            return;
        };
        job();
    }
}

fn job_waits_for_a_job_in_the_queue_of_its_pool() {
    let queue = Queue::default();
    let theirs = queue.clone();
    queue.lock().unwrap().push(Box::new(move || {
        let (reply, answer) = bounded(1);
        let job = Box::new(move || reply.send(1).unwrap());
        theirs.lock().unwrap().push(job);
        answer.recv().unwrap();
    }));
    let theirs = queue.clone();
    let worker = thread::spawn(move || work(&theirs));
    worker.join().unwrap();
}

fn reply_is_in_the_result_of_a_thread() {
    let (reply, answer) = bounded::<u32>(1);
    let worker = thread::spawn(move || reply);
    answer.recv().unwrap();
    worker.join().unwrap().send(1).unwrap();
}

fn all_clones_are_kept_in_a_list() {
    let (results_tx, results_rx) = unbounded();
    let senders = [results_tx.clone(), results_tx];
    let workers = senders
        .clone()
        .map(|results| thread::spawn(move || results.send(1).unwrap()));
    let _sum: u32 = results_rx.iter().sum();
    drop(senders);
    for worker in workers {
        worker.join().unwrap();
    }
}

fn workers_send_by_what_main_shares() {
    let (results_tx, results_rx) = unbounded();
    let results_tx = Arc::new(results_tx);
    let results = results_tx.clone();
    let worker = thread::spawn(move || results.send(1).unwrap());
    let _sum: u32 = results_rx.iter().sum();
    drop(results_tx);
    worker.join().unwrap();
}
