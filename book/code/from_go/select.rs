//! Whichever is ready: a message, nothing, or the end of a time.

use lab::channel::{self, select};
use lab::println;
use lab::thread;
use lab::time::Duration;

/// Asks without waiting, for a while, and until there is an answer.
pub fn run() {
    let (answers_tx, answers_rx) = channel::bounded(1);
    select! {
        recv(answers_rx) -> answer => println!("{answer:?}"),
        default => println!("nothing yet"),
    }
    let other = thread::spawn(move || {
        thread::sleep(Duration::from_millis(100));
        answers_tx.send("late").expect("somebody receives");
    });
    select! {
        recv(answers_rx) -> answer => println!("{answer:?}"),
        default(Duration::from_millis(50)) => println!("timed out"),
    }
    println!("{}", answers_rx.recv().expect("one answer comes"));
    other.join().expect("it does not panic");
}
