//! Right, and built otherwise: each thread fills its own part of the answer.

use lab::thread;
use workloads::disk::File;

pub fn chunks(files: &[File], count: usize) -> Vec<&[File]> {
    let count = count.clamp(1, files.len().max(1));
    let bound = |at: usize| at * (files.len() / count) + at.min(files.len() % count);
    (0..count)
        .map(|at| &files[bound(at)..bound(at + 1)])
        .filter(|chunk| !chunk.is_empty())
        .collect()
}

pub fn process_chunks<P>(files: &[File], workers: usize, process: P) -> Vec<u64>
where
    P: Fn(File) -> u64 + Sync,
{
    let mut words = vec![0; files.len()];
    let mut rest = words.as_mut_slice();
    thread::scope(|scope| {
        for chunk in chunks(files, workers) {
            let (places, after) = rest.split_at_mut(chunk.len());
            rest = after;
            let process = &process;
            scope.spawn(move || {
                for (place, &file) in places.iter_mut().zip(chunk) {
                    *place = process(file);
                }
            });
        }
    });
    words
}
