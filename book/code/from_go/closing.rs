//! A channel that is closed, and a loop that ends.

use lab::println;
use lab::{channel, thread};

/// Says three jobs and that there are no more.
pub fn run() {
    let (jobs_tx, jobs_rx) = channel::bounded(10);
    let sender = thread::spawn(move || {
        for id in 1..=3 {
            jobs_tx.send(id).expect("somebody receives");
        }
        // Here `jobs_tx` is dropped: the last sender closes the channel.
    });
    for id in jobs_rx {
        println!("job {id}");
    }
    println!("closed and empty");
    sender.join().expect("it does not panic");
}
