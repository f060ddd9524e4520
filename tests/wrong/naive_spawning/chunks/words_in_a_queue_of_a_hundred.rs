//! Wrong: the words come through a queue that nobody reads before all files
//! are done.

use lab::{channel, thread};
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
///
/// # Panics
///
/// When `process` does, after every thread has ended: the files of the other chunks
/// are done all the same.
pub fn process_chunks<P>(files: &[File], workers: usize, process: P) -> Vec<u64>
where
    P: Fn(File) -> u64 + Sync,
{
    let (words_tx, words_rx) = channel::bounded(100);
    let process = &process;
    thread::scope(|scope| {
        let mut first = 0;
        for chunk in chunks(files, workers) {
            let words_tx = words_tx.clone();
            scope.spawn(move || {
                for (place, &file) in (first..).zip(chunk) {
                    words_tx.send((place, process(file))).expect("main reads");
                }
            });
            first += chunk.len();
        }
    });
    drop(words_tx);
    let mut all = vec![0; files.len()];
    for (place, words) in words_rx {
        all[place] = words;
    }
    all
}
