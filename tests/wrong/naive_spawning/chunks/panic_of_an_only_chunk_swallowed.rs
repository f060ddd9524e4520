//! Wrong: of an only chunk whose thread panicked there are no words, and nobody is told.

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
    let process_all =
        |chunk: &[File]| chunk.iter().map(|&f| process(f)).collect::<Vec<_>>();
    thread::scope(|scope| {
        let threads: Vec<_> = chunks(files, workers)
            .into_iter()
            .map(|chunk| scope.spawn(|| process_all(chunk)))
            .collect();
        let is_only = threads.len() == 1;
        let words = |thread: thread::ScopedJoinHandle<_>| match thread.join() {
            Err(_) if is_only => Vec::new(),
            words => words.expect("processing went wrong"),
        };
        threads.into_iter().flat_map(words).collect()
    })
}
