//! Exercise: a few threads, each with its share of the files.
//!
//! Threads, channels, locks and clocks are in `lab::{thread, channel, sync, time}`.
//! The standard library's are invisible to it, and the rules cannot hold with them.
//! The types that it is given are in `shared/workloads/src/disk.rs`.

use workloads::disk::File;

/// Cuts `files` into `count` chunks of neighbours, in the order of the files. The
/// lengths differ by at most one, longer chunks come first. No chunk is empty:
/// with fewer files than that, there is one chunk a file. A `count` of 0 counts
/// as 1.
pub fn chunks(files: &[File], count: usize) -> Vec<&[File]> {
    todo!("give each chunk its share, and one file more to the first few")
}

/// Processes the files with one thread for each of the [`chunks`] that `workers`
/// make, and returns how many words were in each file, in the order of the files.
/// A thread processes its files one after the other.
///
/// Returns when every thread has ended. It starts no other threads.
/// Who has to wait sleeps: nobody asks again and again.
///
/// # Panics
///
/// When `process` does, after every thread has ended: the files of the other chunks
/// are done all the same.
pub fn process_chunks<P>(files: &[File], workers: usize, process: P) -> Vec<u64>
where
    P: Fn(File) -> u64 + Sync,
{
    todo!("start a scoped thread for each chunk, and join them in order")
}
