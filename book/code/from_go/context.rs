//! A worker that is told to stop while its jobs are open.

use lab::channel::{self, select};
use lab::println;
use lab::thread;

/// Says two jobs and that it was cancelled.
pub fn run() {
    let (cancel, cancelled) = channel::bounded::<()>(0);
    let (jobs_tx, jobs_rx) = channel::bounded(0);
    let worker = thread::spawn(move || {
        loop {
            select! {
                recv(jobs_rx) -> job => match job {
                    Ok(id) => println!("job {id}"),
                    Err(_) => break,
                },
                recv(cancelled) -> _ => {
                    println!("cancelled");
                    break;
                }
            }
        }
    });
    jobs_tx.send(1).expect("the worker receives");
    jobs_tx.send(2).expect("the worker receives");
    // Nothing is ever sent through it: that it closes is the message.
    drop(cancel);
    worker.join().expect("it does not panic");
}
