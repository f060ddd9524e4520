//! The trap: a pool that works, and is secretly serial.
//!
//! The workers share one receiver behind a mutex. The guard that `lock` returns
//! lives as long as the `while let` that asked for it, body included: whoever
//! has a job has the lock too, and the others wait for the lock.

use lab::println;
use lab::sync::{Arc, Mutex};
use lab::time::Instant;
use lab::{channel, thread};
use workloads::job::{Job, Summary, jobs};

/// Lets `workers` workers do `count` jobs, one after the other.
pub fn run(workers: usize, count: u32) -> Summary {
    let (jobs_tx, jobs_rx) = channel::unbounded::<Job>();
    let (results_tx, results_rx) = channel::unbounded();
    let jobs_rx = Arc::new(Mutex::new(jobs_rx));
    let began = Instant::now();

    let workers: Vec<_> = (1..=workers)
        .map(|id| {
            let jobs_rx = Arc::clone(&jobs_rx);
            let results_tx = results_tx.clone();
            let work = move || {
                #[expect(
                    clippy::significant_drop_in_scrutinee,
                    reason = "this is the trap, and the lint that knows it"
                )]
                while let Ok(job) = jobs_rx.lock().unwrap().recv() {
                    println!("👷 worker {id} takes job {}", job.id);
                    if results_tx.send(job.process()).is_err() {
                        break;
                    }
                }
            };
            thread::Builder::new()
                .name(format!("worker {id}"))
                .spawn(work)
                .expect("the system has no thread left")
        })
        .collect();
    drop(results_tx);

    let all = jobs(count);
    for job in all.clone() {
        jobs_tx.send(job).expect("the workers wait for jobs");
    }
    drop(jobs_tx);

    let results = results_rx.iter().collect();
    for worker in workers {
        worker.join().expect("the workers do not panic");
    }
    Summary::new(results, &all, began.elapsed())
}
