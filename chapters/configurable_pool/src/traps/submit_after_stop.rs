//! The trap: a pool that takes jobs after it has stopped.
//!
//! The pool keeps a receiver of its own queue, so the queue never closes: jobs that
//! come too late are put in it like any others. They were accepted, and are lost;
//! and when the queue is full of them, the next one waits for ever.

use lab::channel::{self, Receiver, Sender};
use lab::{println, thread};
use workloads::pool::{Job, jobs};

/// How many messages may wait.
const QUEUE: usize = 2;

enum Message {
    Do(Job),
    Stop,
}

struct Pool {
    queue_tx: Sender<Message>,
    queue_rx: Receiver<Message>,
    workers: Vec<thread::JoinHandle<()>>,
}

impl Pool {
    fn new(workers: usize) -> Pool {
        let (queue_tx, queue_rx) = channel::bounded(QUEUE);
        let worker = |number| {
            let queue_rx = queue_rx.clone();
            thread::Builder::new()
                .name(format!("worker {number}"))
                .spawn(move || {
                    while let Ok(Message::Do(job)) = queue_rx.recv() {
                        job.perform();
                    }
                })
                .expect("the system has no thread left")
        };
        Pool {
            workers: (1..=workers).map(worker).collect(),
            queue_tx,
            queue_rx,
        }
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

/// Lets `workers` workers do `count` jobs, stops them, and submits more.
pub fn run(workers: usize, count: u32) -> String {
    let mut pool = Pool::new(workers);
    for job in jobs(count) {
        pool.submit(job);
    }
    pool.stop();
    println!("🛑 stopped");
    for id in count + 1.. {
        println!("📋 job {id} comes");
        if !pool.submit(Job { id }) {
            break;
        }
        println!("📋 job {id} was accepted");
    }
    format!("🎉 refused; {} jobs wait\n", pool.queue_rx.len())
}
