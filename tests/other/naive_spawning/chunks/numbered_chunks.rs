//! Right, and built otherwise: the words come through a channel, with the number of
//! their chunk.

use lab::{channel, thread};
use workloads::disk::File;

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

pub fn process_chunks<P>(files: &[File], workers: usize, process: P) -> Vec<u64>
where
    P: Fn(File) -> u64 + Sync,
{
    let (words_tx, words_rx) = channel::unbounded();
    let process = &process;
    let mut words: Vec<(usize, Vec<u64>)> = thread::scope(|scope| {
        for (number, chunk) in chunks(files, workers).into_iter().enumerate() {
            let words_tx = words_tx.clone();
            scope.spawn(move || {
                let words = chunk.iter().map(|&file| process(file)).collect();
                words_tx.send((number, words)).expect("main collects them");
            });
        }
        drop(words_tx);
        words_rx.iter().collect()
    });
    words.sort_unstable_by_key(|(number, _)| *number);
    words.into_iter().flat_map(|(_, words)| words).collect()
}
