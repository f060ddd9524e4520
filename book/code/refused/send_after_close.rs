use std::sync::mpsc;

fn main() {
    let (jobs_tx, jobs_rx) = mpsc::channel();
    jobs_tx.send(1).unwrap();
    drop(jobs_tx);
    jobs_tx.send(2).unwrap();
    println!("{} jobs", jobs_rx.iter().count());
}
