//! The trap: main starts the threads and returns. It should have waited.
//!
//! A program ends when its main function returns, whatever its threads are doing.
//! A short sleep at the end would only make the loss rarer.

use lab::println;
use lab::sync::Arc;
use lab::thread;
use workloads::disk::{REQUESTS, SimulatedDisk, files};

/// Starts a thread for each of `count` files, and does not wait for any.
pub fn run(count: u32, seed: u64) -> String {
    let disk = Arc::new(SimulatedDisk::new(REQUESTS));

    for file in files(count, seed) {
        let disk = Arc::clone(&disk);
        thread::spawn(move || {
            println!("👷 file {} begins", file.id);
            disk.read(&file);
            println!("✅ file {}: {} words", file.id, file.count_words());
        });
        println!("📋 file {} has its thread", file.id);
    }

    format!("🎉 main is done with {count} files\n")
}
