//! Several senders, and a channel that closes when the last of them is done.

use lab::println;
use lab::{channel, thread};

/// Says the sum of three results.
pub fn run() {
    let (results_tx, results_rx) = channel::bounded(10);
    thread::scope(|scope| {
        for id in 1..=3 {
            let results_tx = results_tx.clone();
            scope.spawn(move || results_tx.send(id * id));
        }
        // Main's own: without this line the loop below never ends.
        drop(results_tx);
        let sum: i32 = results_rx.iter().sum();
        println!("sum {sum}");
    });
}
