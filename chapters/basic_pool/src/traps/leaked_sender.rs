//! The trap: main keeps a sender of results, so they never close.
//!
//! All results arrive. Then the loop waits for one more, or for the last sender
//! to be dropped; and the last sender is main's own.

use lab::println;
use lab::{channel, thread};
use workloads::job::{Job, jobs};

/// Lets `workers` workers do `count` jobs, and never notices that they are done.
pub fn run(workers: usize, count: u32) -> &'static str {
    let (jobs_tx, jobs_rx) = channel::unbounded::<Job>();
    let (results_tx, results_rx) = channel::unbounded();

    for _ in 0..workers {
        let jobs_rx = jobs_rx.clone();
        let results_tx = results_tx.clone();
        thread::spawn(move || {
            for job in jobs_rx {
                if results_tx.send(job.process()).is_err() {
                    break;
                }
            }
        });
    }

    for job in jobs(count) {
        jobs_tx.send(job).expect("the workers wait for jobs");
    }
    drop(jobs_tx);

    for result in results_rx {
        println!("✅ job {} → {}", result.job_id, result.output);
    }
    "🎉 never reached\n"
}
