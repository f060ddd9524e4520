//! The trap: nobody reads the results, so stop waits for ever.
//!
//! The queue of results holds two. A worker with a third one waits for a reader;
//! the only reader waits for the workers to end.

use lab::channel::{self, Receiver, Sender};
use lab::{println, thread};
use workloads::pool::{Job, JobResult, jobs};

/// How many jobs may wait, and how many results.
const QUEUE: (usize, usize) = (10, 2);

struct Pool {
    jobs_tx: Sender<Job>,
    results_rx: Receiver<JobResult>,
    workers: Vec<thread::JoinHandle<()>>,
}

impl Pool {
    fn new(workers: usize) -> Pool {
        let (jobs_tx, jobs_rx) = channel::bounded::<Job>(QUEUE.0);
        let (results_tx, results_rx) = channel::bounded(QUEUE.1);
        let worker = |number| {
            let jobs_rx = jobs_rx.clone();
            let results_tx = results_tx.clone();
            thread::Builder::new()
                .name(format!("worker {number}"))
                .spawn(move || {
                    for job in jobs_rx {
                        if results_tx.send(job.perform()).is_err() {
                            break;
                        }
                    }
                })
                .expect("the system has no thread left")
        };
        Pool {
            workers: (1..=workers).map(worker).collect(),
            jobs_tx,
            results_rx,
        }
    }

    fn stop(self) -> Vec<JobResult> {
        drop(self.jobs_tx);
        for worker in self.workers {
            worker.join().expect("the workers do not panic");
        }
        self.results_rx.iter().collect()
    }
}

/// Lets `workers` workers do `count` jobs, which goes well while they are few.
pub fn run(workers: usize, count: u32) -> String {
    let pool = Pool::new(workers);
    for job in jobs(count) {
        println!("📋 job {} comes", job.id);
        pool.jobs_tx.send(job).expect("the workers wait for jobs");
    }
    println!("🛑 stop");
    format!("🎉 {} results\n", pool.stop().len())
}
