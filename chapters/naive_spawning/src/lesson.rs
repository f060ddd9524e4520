//! The lesson: the same files, on the same disk, with a thread for each of them
//! and with a few workers; and what happens when there are no more threads.

use lab::println;
use lab::sync::Arc;
use lab::{channel, thread};
use workloads::disk::{File, REQUESTS, SimulatedDisk, files};
use workloads::usage::{Comparison, Costs, Meter, grouped};

/// What is to be compared.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many files there are.
    pub files: u32,
    /// How many workers the pool has.
    pub workers: usize,
    /// How many files may wait for a worker.
    pub queue: usize,
    /// How many threads the lab allows in the last part, main included.
    pub limit: usize,
    /// Settles the sizes of the files.
    pub seed: u64,
}

/// Reads all files in each of the ways.
pub fn run(plan: &Plan) -> Comparison {
    let files = files(plan.files, plan.seed);
    let count = grouped(u64::from(plan.files));

    println!("🚀 a thread for each of {count} files");
    let mut ways = vec![thread_each("a thread each", &files)];

    println!("🚀 {} workers, a queue of {}", plan.workers, plan.queue);
    ways.push(pool(plan, &files));

    // The machine's own limit is met in the first part, if it is low enough.
    if lab::is_simulated() {
        let limit = grouped(plan.limit as u64);
        println!("🚀 a thread each, where the system allows {limit}");
        lab::limit_threads(plan.limit);
        ways.push(thread_each(&format!("{limit} allowed"), &files));
    }
    Comparison::new(ways)
}

/// Starts a thread for each file, all at once. A file that gets no thread is
/// read by main.
fn thread_each(name: &str, files: &[File]) -> Costs {
    let disk = Arc::new(SimulatedDisk::new(REQUESTS));
    let meter = Meter::new();
    let (mut words, mut refused) = (0, 0);

    let mut threads = Vec::new();
    for &file in files {
        let (disk_of_thread, meter) = (Arc::clone(&disk), meter.clone());
        // `thread::spawn` would panic when the system has no thread left.
        let spawned = thread::Builder::new()
            .spawn(move || meter.during(|| process(&disk_of_thread, file)));
        match spawned {
            Ok(thread) => threads.push(thread),
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

/// Starts a few workers, which take the files from a queue.
fn pool(plan: &Plan, files: &[File]) -> Costs {
    let disk = Arc::new(SimulatedDisk::new(REQUESTS));
    let meter = Meter::new();
    let (mut done, mut words, mut refused) = (0, 0, 0);
    let (files_tx, files_rx) = channel::bounded::<File>(plan.queue);

    let mut workers = Vec::new();
    for id in 1..=plan.workers {
        let (disk, meter) = (Arc::clone(&disk), meter.clone());
        let files_rx = files_rx.clone();
        let worker = move || meter.during(|| worker(&disk, &files_rx));
        let name = format!("worker {id}");
        match thread::Builder::new().name(name).spawn(worker) {
            Ok(worker) => workers.push(worker),
            // A pool of fewer workers is slower, and as good otherwise.
            Err(error) => {
                println!("⚠️ there is no worker {id}: {error}");
                refused += 1;
            }
        }
    }
    // Only the workers hold it now: without any, sending fails.
    drop(files_rx);

    for &file in files {
        // Waits while the queue is full: the files come no faster than they go.
        if let Err(no_worker) = files_tx.send(file) {
            words += process(&disk, no_worker.0);
            done += 1;
        }
    }
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

/// Processes files until there are no more; returns how many, and their words.
fn worker(disk: &SimulatedDisk, files: &channel::Receiver<File>) -> (usize, u64) {
    let (mut done, mut words) = (0, 0);
    for file in files {
        words += process(disk, file);
        done += 1;
    }
    (done, words)
}

fn process(disk: &SimulatedDisk, file: File) -> u64 {
    disk.read(&file);
    file.count_words()
}
