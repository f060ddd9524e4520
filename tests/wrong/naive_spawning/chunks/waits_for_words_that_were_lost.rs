//! Wrong: receives once for each chunk and keeps a sender, so that it waits for ever
//! for the words of a chunk whose thread panicked.

use lab::{channel, thread};
use workloads::disk::File;

pub fn chunks(files: &[File], count: usize) -> Vec<&[File]> {
    let n = files.len();
    let k = count.max(1).min(n);
    // Chunk i begins at ceil(i * n / k) does not do longest-first; begin directly.
    let begin = |i: usize| i * (n / k) + i.min(n % k);
    (0..k).map(|i| &files[begin(i)..begin(i + 1)]).collect()
}

pub fn process_chunks<P>(files: &[File], workers: usize, process: P) -> Vec<u64>
where
    P: Fn(File) -> u64 + Sync,
{
    let parts = chunks(files, workers);
    let (tx, rx) = channel::unbounded();
    let process = &process;
    let mut answers: Vec<(usize, Vec<u64>)> = thread::scope(|s| {
        for (i, part) in parts.iter().enumerate() {
            let tx = tx.clone();
            s.spawn(move || {
                let words = part.iter().map(|f| process(*f)).collect();
                let _ = tx.send((i, words));
            });
        }
        parts.iter().map(|_| rx.recv().unwrap()).collect()
    });
    answers.sort_unstable_by_key(|a| a.0);
    answers.into_iter().flat_map(|a| a.1).collect()
}
