//! Wrong: the words of the chunk that is done first come first.

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
    thread::scope(|scope| {
        for chunk in chunks(files, workers) {
            let (words_tx, process) = (words_tx.clone(), &process);
            scope.spawn(move || {
                let words = chunk.iter().map(|&file| process(file));
                words_tx
                    .send(words.collect::<Vec<_>>())
                    .expect("main waits");
            });
        }
    });
    drop(words_tx);
    words_rx.iter().flatten().collect()
}
