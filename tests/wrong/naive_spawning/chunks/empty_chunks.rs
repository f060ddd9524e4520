//! Wrong: with more threads than files, some threads have nothing to do.

use lab::thread;
use workloads::disk::File;

pub fn chunks(files: &[File], count: usize) -> Vec<&[File]> {
    let count = count.max(1);
    let (length, longer) = (files.len() / count, files.len() % count);
    let mut rest = files;
    (0..count)
        .map(|at| {
            let (chunk, after) = rest.split_at(length + usize::from(at < longer));
            rest = after;
            chunk
        })
        .collect()
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
