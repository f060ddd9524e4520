//! Right, and built otherwise: a panic is caught at its file, and the rest of its
//! chunk is done; the caller is told at the end.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use lab::thread;
use workloads::disk::File;

pub fn chunks(files: &[File], count: usize) -> Vec<&[File]> {
    let mut rest = files;
    let mut chunks = Vec::new();
    let most = count.clamp(1, files.len().max(1));
    for left in (1..=most).rev() {
        let (chunk, after) = rest.split_at(rest.len().div_ceil(left));
        chunks.extend((!chunk.is_empty()).then_some(chunk));
        rest = after;
    }
    chunks
}

pub fn process_chunks<P>(files: &[File], workers: usize, process: P) -> Vec<u64>
where
    P: Fn(File) -> u64 + Sync,
{
    let process = &|&file: &File| catch_unwind(AssertUnwindSafe(|| process(file)));
    thread::scope(|scope| {
        let threads: Vec<_> = chunks(files, workers)
            .into_iter()
            .map(|chunk| {
                scope.spawn(move || chunk.iter().map(process).collect::<Vec<_>>())
            })
            .collect();
        let all: Vec<_> = threads
            .into_iter()
            .flat_map(|thread| thread.join().expect("panics are caught"))
            .collect();
        all.into_iter()
            .map(|words| words.unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    })
}
