//! A thread for each file.

use lab::println;
use lab::sync::Arc;
use lab::thread;
use workloads::disk::{File, SimulatedDisk};
use workloads::usage::{Costs, Meter, grouped, room_for_a_thread};

use super::{Plan, process};

/// Starts a thread for each file, all at once. A file that gets no thread is
/// read by main.
pub(super) fn thread_each(name: &str, plan: &Plan, files: &[File]) -> Costs {
    let disk = Arc::new(SimulatedDisk::new(plan.requests));
    let meter = Meter::new();
    let (mut words, mut refused) = (0, 0);

    // ANCHOR: spawn
    let mut threads = Vec::new();
    for &file in files {
        let work = {
            let (disk, meter) = (Arc::clone(&disk), meter.clone());
            move || {
                let words = process(&disk, file);
                meter.ended();
                words
            }
        };
        // `thread::spawn` would panic when the system has no thread left.
        let spawned = room_for_a_thread(threads.len())
            .and_then(|()| thread::Builder::new().spawn(work));
        match spawned {
            Ok(thread) => {
                meter.started();
                threads.push(thread);
            }
            Err(error) => {
                if refused == 0 {
                    let started = grouped(threads.len() as u64);
                    println!("⚠️ no thread after {started}: {error}");
                    println!("⚠️ main reads what gets no thread itself");
                }
                refused += 1;
                words += process(&disk, file);
            }
        }
    }
    // ANCHOR_END: spawn
    let started = threads.len();
    println!("📋 {} threads were started", grouped(started as u64));
    for thread in threads {
        words += thread.join().expect("processing a file does not panic");
    }
    println!("🏁 all of them have ended");

    Costs {
        name: name.to_owned(),
        files: started + refused,
        words,
        refused,
        waited: disk.waited(),
        usage: meter.usage(),
    }
}
