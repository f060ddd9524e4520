//! Exercise: a thread for each file, but not for all of them at once.
//!
//! Threads, channels, locks and clocks are in `lab::{thread, channel, sync, time}`.
//! The standard library's are invisible to it, and the rules cannot hold with them.
//! The types that it is given are in `shared/workloads/src/disk.rs`.

use workloads::disk::File;

/// Processes each file in a thread of its own, never more than `limit` of them
/// alive at a time, and returns how many words were in each, in the order of the
/// files: `None` for one that panicked. A `limit` of 0 counts as 1.
///
/// The threads are started in the order of the files, each the moment that fewer
/// than `limit` are alive. A thread tells that it is at its end with the last
/// thing it does: only then may the next one start.
///
/// Returns when every file is processed and every thread has ended. It starts no
/// other threads. Who has to wait sleeps: nobody asks again and again.
pub fn bounded_spawn<P>(
    files: Vec<File>,
    limit: usize,
    process: P,
) -> Vec<Option<u64>>
where
    P: Fn(File) -> u64 + Send + Sync + 'static,
{
    todo!("wait for a permit before each spawn, and have each thread return its own")
}
