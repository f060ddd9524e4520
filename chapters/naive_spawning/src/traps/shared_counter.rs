//! The trap: a counter behind a mutex that forgets what others counted.
//!
//! Each single look at the counter is safe. But between reading it and writing it
//! the lock is not held: whoever writes in between is overwritten.

use lab::println;
use lab::sync::{Arc, Mutex};
use lab::thread;
use workloads::disk::{REQUESTS, SimulatedDisk, files};
use workloads::usage::grouped;

/// Counts the words of `count` files, with a thread for each file.
pub fn run(count: u32, seed: u64) -> String {
    let files = files(count, seed);
    let disk = Arc::new(SimulatedDisk::new(REQUESTS));
    let total = Arc::new(Mutex::new(0));

    let mut threads = Vec::new();
    for file in files.clone() {
        let disk = Arc::clone(&disk);
        let total = Arc::clone(&total);
        threads.push(thread::spawn(move || {
            disk.read(&file);
            // Read and unlock ...
            let so_far = *total.lock().unwrap();
            // ... add, which takes a while ...
            let words = file.count_words();
            // ... and write what may be out of date by now.
            *total.lock().unwrap() = so_far + words;
            println!("✅ file {}: {so_far} + {words}", file.id);
        }));
    }
    for thread in threads {
        thread.join().expect("the threads do not panic");
    }

    let total = *total.lock().unwrap();
    let expected = files.iter().map(|file| file.words()).sum::<u64>();
    assert!(
        total == expected,
        "{} words were counted, but {} are there: threads that read the total at \
         the same time each add to the same number, and the last to write wins; \
         hold the lock from reading to writing",
        grouped(total),
        grouped(expected)
    );
    format!("🎉 {} words\n", grouped(total))
}
