//! The trap: a pool that takes jobs after it has stopped.
//!
//! The pool keeps both ends of its queue, so the queue never closes: a job that
//! comes too late is put in it like any other. It was accepted, and is lost.

use lab::channel::{self, Receiver, Sender};
use lab::{println, thread};
use workloads::pool::{Job, JobResult, jobs};

enum Message {
    Do(Job),
    Stop,
}

struct Pool {
    queue_tx: Sender<Message>,
    queue_rx: Receiver<Message>,
    results_tx: Sender<JobResult>,
    results_rx: Receiver<JobResult>,
    workers: Vec<thread::JoinHandle<()>>,
}

impl Pool {
    fn new(workers: usize) -> Pool {
        let (queue_tx, queue_rx) = channel::unbounded();
        let (results_tx, results_rx) = channel::unbounded();
        let mut pool = Pool {
            queue_tx,
            queue_rx,
            results_tx,
            results_rx,
            workers: Vec::new(),
        };
        for number in 1..=workers {
            let queue_rx = pool.queue_rx.clone();
            let results_tx = pool.results_tx.clone();
            let worker = thread::Builder::new()
                .name(format!("worker {number}"))
                .spawn(move || {
                    while let Ok(Message::Do(job)) = queue_rx.recv() {
                        if results_tx.send(job.perform()).is_err() {
                            break;
                        }
                    }
                })
                .expect("the system has no thread left");
            pool.workers.push(worker);
        }
        pool
    }

    fn submit(&self, job: Job) -> bool {
        self.queue_tx.send(Message::Do(job)).is_ok()
    }

    fn stop(&mut self) {
        for _ in &self.workers {
            self.queue_tx.send(Message::Stop).expect("it is open");
        }
        for worker in self.workers.drain(..) {
            worker.join().expect("the workers do not panic");
        }
    }
}

/// Lets `workers` workers do `count` jobs, stops them, and submits one more.
pub fn run(workers: usize, count: u32) -> &'static str {
    let mut pool = Pool::new(workers);
    for job in jobs(count) {
        pool.submit(job);
    }
    pool.stop();
    println!("🛑 stopped");
    let late = Job { id: count + 1 };
    if pool.submit(late) {
        println!("📋 job {} was accepted", count + 1);
    }
    for _ in 0..=count {
        let result = pool.results_rx.recv().expect("it is open");
        println!("📊 job {} → {}", result.job_id, result.output);
    }
    "🎉 never reached\n"
}
