//! Exercise: a few threads, each with its share of the files.

use lab::thread;
use workloads::disk::File;

/// Cuts `files` into `count` chunks of neighbours, in the order of the files. The
/// lengths differ by at most one, longer chunks come first. No chunk is empty:
/// with fewer files than that, there is one chunk a file. A `count` of 0 counts
/// as 1.
pub fn chunks(files: &[File], count: usize) -> Vec<&[File]> {
    let count = count.max(1);
    let (length, longer) = (files.len() / count, files.len() % count);
    let mut chunks = Vec::new();
    let mut rest = files;
    while !rest.is_empty() {
        let length = length + usize::from(chunks.len() < longer);
        let (chunk, after) = rest.split_at(length);
        chunks.push(chunk);
        rest = after;
    }
    chunks
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
    let process_all =
        |chunk: &[File]| chunk.iter().map(|&f| process(f)).collect::<Vec<_>>();
    thread::scope(|scope| {
        // All are started before the first is joined.
        let threads: Vec<_> = chunks(files, workers)
            .into_iter()
            .map(|chunk| scope.spawn(|| process_all(chunk)))
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().expect("processing went wrong"))
            .collect()
    })
}
