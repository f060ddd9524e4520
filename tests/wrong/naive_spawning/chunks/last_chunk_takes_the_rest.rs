//! Wrong: the last chunk has all that is left over, and everybody waits for it.

use lab::thread;
use workloads::disk::File;

pub fn chunks(files: &[File], count: usize) -> Vec<&[File]> {
    let count = count.clamp(1, files.len().max(1));
    let length = files.len() / count;
    let mut chunks = Vec::new();
    let mut rest = files;
    while !rest.is_empty() {
        let is_last = chunks.len() + 1 == count;
        let (chunk, after) =
            rest.split_at(if is_last { rest.len() } else { length });
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
        threads
            .into_iter()
            .flat_map(|thread| thread.join().expect("processing went wrong"))
            .collect()
    })
}
