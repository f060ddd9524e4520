//! Wrong: looks for words again and again, with a short timeout.

use lab::channel::{self, RecvTimeoutError};
use lab::thread;
use std::time::Duration;
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
    let mut all = vec![0; files.len()];
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
        drop(words_tx);
        loop {
            match words_rx.recv_timeout(Duration::from_millis(50)) {
                Ok((place, words)) => all[place] = words,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
    });
    all
}
