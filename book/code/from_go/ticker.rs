//! Something that happens again and again.

use lab::channel;
use lab::println;
use lab::time::Duration;

/// Says three ticks.
pub fn run() {
    let ticks = channel::tick(Duration::from_millis(20));
    for n in 1..=3 {
        ticks.recv().expect("ticks never close");
        println!("tick {n}");
    }
    // Dropping the receiver is all there is to stop.
}
