//! The lesson: the same files, on the same disk, with a thread for each of them
//! and with a few workers; and what happens when there are no more threads.

mod pool;
mod thread_each;

use lab::println;
use workloads::disk::{File, SimulatedDisk, files};
use workloads::usage::{Comparison, grouped};

use self::pool::pool;
use self::thread_each::thread_each;

/// What is to be compared.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many files there are.
    pub files: u32,
    /// How many workers the pool has.
    pub workers: usize,
    /// How many files may wait for a worker.
    pub queue: usize,
    /// How many requests the disk serves at a time.
    pub requests: usize,
    /// How many threads the lab allows in the last part, the main one not counted.
    pub limit: usize,
    /// Settles the sizes of the files.
    pub seed: u64,
}

/// Reads all files in each of the ways.
pub fn run(plan: &Plan) -> Comparison {
    let files = files(plan.files, plan.seed);
    let count = grouped(u64::from(plan.files));

    println!("🚀 a thread for each of {count} files");
    let mut ways = vec![thread_each("a thread each", plan, &files)];

    println!("🚀 {} workers, a queue of {}", plan.workers, plan.queue);
    ways.push(pool(plan, &files));

    // The machine's own limit is met in the first part, if it is low enough.
    if lab::is_simulated() {
        let limit = grouped(plan.limit as u64);
        println!("🚀 a thread each, where the system allows {limit}");
        lab::limit_threads(plan.limit);
        ways.push(thread_each(&format!("{limit} allowed"), plan, &files));
    }
    Comparison::new(files.len(), ways)
}

/// The work: the same in each of the ways.
fn process(disk: &SimulatedDisk, file: File) -> u64 {
    disk.read(&file);
    file.count_words()
}
