//! Wrong: a file that panics is processed once more.

use lab::thread;
use std::panic::{AssertUnwindSafe, catch_unwind};
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
    let process = |file| {
        let first = catch_unwind(AssertUnwindSafe(|| process(file)));
        first.unwrap_or_else(|_| process(file))
    };
    let process_all =
        |chunk: &[File]| chunk.iter().map(|&f| process(f)).collect::<Vec<_>>();
    thread::scope(|scope| {
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
