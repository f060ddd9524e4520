//! A few workers for all files.

use lab::println;
use lab::sync::Arc;
use lab::{channel, thread};
use workloads::disk::{File, SimulatedDisk};
use workloads::usage::{Costs, Meter, room_for_a_thread};

use super::{Plan, process};

/// Starts a few workers, which take the files from a queue.
pub(super) fn pool(plan: &Plan, files: &[File]) -> Costs {
    let disk = Arc::new(SimulatedDisk::new(plan.requests));
    let meter = Meter::new();
    let (mut done, mut words) = (0, 0);
    let (files_tx, files_rx) = channel::bounded::<File>(plan.queue);

    let mut workers = Vec::new();
    for id in 1..=plan.workers {
        let work = {
            let (disk, meter) = (Arc::clone(&disk), meter.clone());
            let files_rx = files_rx.clone();
            move || {
                let counts = worker(&disk, &files_rx);
                meter.ended();
                counts
            }
        };
        let name = format!("worker {id}");
        let spawned = room_for_a_thread(workers.len())
            .and_then(|()| thread::Builder::new().name(name).spawn(work));
        match spawned {
            Ok(worker) => {
                meter.started();
                workers.push(worker);
            }
            // A pool of fewer workers is slower, and as good otherwise.
            Err(error) => {
                println!("⚠️ no worker after {}: {error}", workers.len());
                break;
            }
        }
    }
    let refused = plan.workers - workers.len();
    // Only the workers hold it now: without any, sending fails.
    drop(files_rx);

    // ANCHOR: submit
    for &file in files {
        // Waits while the queue is full: the files come no faster than they go.
        if let Err(no_worker) = files_tx.send(file) {
            words += process(&disk, no_worker.0);
            done += 1;
        }
    }
    // ANCHOR_END: submit
    println!("📋 the last file is in the queue");
    drop(files_tx);
    for worker in workers {
        let (files, counted) = worker.join().expect("workers do not panic");
        done += files;
        words += counted;
    }
    println!("🏁 all workers have ended");

    Costs {
        name: format!("{} workers", plan.workers),
        files: done,
        words,
        refused,
        waited: disk.waited(),
        usage: meter.usage(),
    }
}

// ANCHOR: worker
/// Processes files until there are no more; returns how many, and their words.
fn worker(disk: &SimulatedDisk, files: &channel::Receiver<File>) -> (usize, u64) {
    let (mut done, mut words) = (0, 0);
    for file in files {
        words += process(disk, file);
        done += 1;
    }
    (done, words)
}
// ANCHOR_END: worker
