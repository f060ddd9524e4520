//! Somebody who answers when nobody asks any more.

use lab::println;
use lab::time::Duration;
use lab::{channel, thread};

/// Gives up waiting, and counts who is left behind.
pub fn run() {
    let (answers_tx, answers_rx) = channel::bounded(0);
    let other = thread::spawn(move || {
        thread::sleep(Duration::from_millis(100));
        // Nobody receives: an error, with the answer in it.
        answers_tx.send("late").is_err()
    });
    match answers_rx.recv_timeout(Duration::from_millis(50)) {
        Ok(answer) => println!("{answer}"),
        Err(_) => println!("timed out"),
    }
    drop(answers_rx);
    let noticed = other.join().expect("it does not panic");
    println!("left behind: {}", u32::from(!noticed));
}
