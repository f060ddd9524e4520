//! The trap: give the pool two seconds, then stop it.
//!
//! Two seconds are too long for a few jobs, and too short for more of them. No
//! number is right: only the workers know when they are done.

use lab::time::{Duration, Instant};
use lab::{channel, println, thread};
use workloads::pool::{Job, JobResult, jobs};

/// Surely enough.
const A_WHILE: Duration = Duration::from_secs(2);

/// Lets `workers` workers do `count` jobs, and then three times as many.
pub fn run(workers: usize, count: u32) -> String {
    println!("🚀 {count} jobs: too slow");
    round(workers, count);
    println!("🚀 {} jobs: too fast", 3 * count);
    round(workers, 3 * count);
    String::new()
}

fn round(workers: usize, count: u32) {
    let (jobs_tx, jobs_rx) = channel::unbounded::<Job>();
    let (results_tx, results_rx) = channel::unbounded::<(JobResult, Instant)>();
    let began = Instant::now();
    for number in 1..=workers {
        let jobs_rx = jobs_rx.clone();
        let results_tx = results_tx.clone();
        thread::Builder::new()
            .name(format!("worker {number}"))
            .spawn(move || {
                for job in jobs_rx {
                    let result = job.perform();
                    if results_tx.send((result, Instant::now())).is_err() {
                        break;
                    }
                }
            })
            .expect("the system has no thread left");
    }
    for job in jobs(count) {
        jobs_tx.send(job).expect("the workers wait for jobs");
    }
    drop(jobs_tx);

    thread::sleep(A_WHILE);
    let times: Vec<_> = results_rx.try_iter().map(|(_, at)| at).collect();
    let last = times.iter().max().map_or(Duration::ZERO, |&at| at - began);
    println!(
        "🛑 stopped with {} of {count} results; the last came after {} ms",
        times.len(),
        last.as_millis()
    );
}
