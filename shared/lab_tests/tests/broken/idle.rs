//! Somebody waits for threads that wake up again and again, each time for nothing.

use std::time::Duration;

use lab::channel::{Receiver, RecvTimeoutError, Sender};
use lab::sync::{Arc, Condvar, Mutex};
use lab::{channel, thread};

use crate::case::{Case, Ends, cases};

pub const CASES: &[Case] = cases![
    collects_from_workers_that_look_again StepBound
        says "while main waits to receive from `results` and holds `jobs_tx`"
             "main must drop the sender `jobs_tx`, or send what worker ",
    joins_one_of_several_that_look_again StepBound
        says "while main waits to join worker 1 and holds `jobs_tx`"
             "worker 2 took the most of them",
    waits_for_an_answer_of_one_who_looks_again StepBound
        says "while main waits to receive from `answer`; thread 1 waited "
             "`answer` is empty but open: 1 sender is still alive"
             "held by thread 1",
];

const TASK: Duration = Duration::from_millis(1);

/// Takes jobs until the queue is closed, and waits for each only so long.
fn looks_again(jobs: &Receiver<u32>, results: &Sender<u32>, idle: Duration) {
    loop {
        match jobs.recv_timeout(idle) {
            Ok(job) => {
                lab::work(TASK);
                results.send(job).unwrap();
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

fn workers_that_look_again(
    jobs: &Receiver<u32>,
    results: &Sender<u32>,
) -> [thread::JoinHandle<()>; 2] {
    [1, 2].map(|n| {
        let (jobs, results) = (jobs.clone(), results.clone());
        let worker = thread::Builder::new().name(format!("worker {n}"));
        let work = move || looks_again(&jobs, &results, 2 * TASK / n);
        worker.spawn(work).unwrap()
    })
}

fn collects_from_workers_that_look_again() {
    let (jobs_tx, jobs) = channel::unbounded();
    let (results_tx, results) = channel::unbounded();
    let workers = workers_that_look_again(&jobs, &results_tx);
    drop((jobs, results_tx));
    (0..4).for_each(|job| jobs_tx.send(job).unwrap());
    let _sum: u32 = results.iter().sum();
    drop(jobs_tx);
    workers.into_iter().for_each(|w| w.join().unwrap());
}

/// The second one looks more often.
fn joins_one_of_several_that_look_again() {
    let (jobs_tx, jobs) = channel::unbounded();
    let (results_tx, _results) = channel::unbounded();
    let workers = workers_that_look_again(&jobs, &results_tx);
    drop(jobs);
    (0..4).for_each(|job| jobs_tx.send(job).unwrap());
    workers.into_iter().for_each(|w| w.join().unwrap());
    drop(jobs_tx);
}

fn waits_for_an_answer_of_one_who_looks_again() {
    let told = Arc::new((Mutex::new(false), Condvar::new()));
    let (answer_tx, answer) = channel::bounded(1);
    thread::spawn(move || {
        let mut is_told = told.0.lock().unwrap();
        while !*is_told {
            is_told = told.1.wait_timeout(is_told, TASK).unwrap().0;
        }
        answer_tx.send(1).unwrap();
    });
    let _: u32 = answer.recv().unwrap();
}
