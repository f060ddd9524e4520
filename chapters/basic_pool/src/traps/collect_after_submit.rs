//! The trap: submit everything first, collect afterwards, with bounded queues.
//!
//! The workers fill the queue of results and wait for room. So the queue of jobs
//! fills up too, and main waits for room in it. Nobody is left to collect.

use lab::println;
use lab::{channel, thread};
use workloads::job::{Job, jobs};

/// How many jobs, and how many results, may wait.
const QUEUE: usize = 2;

/// Lets `workers` workers do `count` jobs, which goes well while they are few.
pub fn run(workers: usize, count: u32) -> String {
    let (jobs_tx, jobs_rx) = channel::bounded::<Job>(QUEUE);
    let (results_tx, results_rx) = channel::bounded(QUEUE);

    let workers: Vec<_> = (0..workers)
        .map(|_| {
            let jobs_rx = jobs_rx.clone();
            let results_tx = results_tx.clone();
            thread::spawn(move || {
                for job in jobs_rx {
                    if results_tx.send(job.process()).is_err() {
                        break;
                    }
                }
            })
        })
        .collect();
    drop(jobs_rx);
    drop(results_tx);

    for job in jobs(count) {
        let id = job.id;
        jobs_tx.send(job).expect("the workers wait for jobs");
        println!("📋 job {id} submitted");
    }
    drop(jobs_tx);

    let results = results_rx.iter().count();
    for worker in workers {
        worker.join().expect("the workers do not panic");
    }
    format!("🎉 {results} results\n")
}
