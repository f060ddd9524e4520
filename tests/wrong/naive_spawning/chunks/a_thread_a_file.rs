//! Wrong: a thread for each file, not for each chunk.

use lab::thread;
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
    let process = &process;
    thread::scope(|scope| {
        let threads: Vec<_> = chunks(files, workers)
            .concat()
            .into_iter()
            .map(|file| scope.spawn(move || process(file)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("processing went wrong"))
            .collect()
    })
}
