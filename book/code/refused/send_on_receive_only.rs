use std::sync::mpsc::{self, Receiver};

fn main() {
    let (jobs_tx, jobs_rx) = mpsc::channel();
    jobs_tx.send(1).unwrap();
    worker(jobs_rx);
}

fn worker(jobs: Receiver<u32>) {
    jobs.send(2).unwrap();
}
