//! Wrong: chunks of equal length but for the last, so that some threads have nothing
//! to do: 9 files for 4 threads are 3, 3 and 3.

use lab::thread;
use workloads::disk::File;

pub fn chunks(files: &[File], count: usize) -> Vec<&[File]> {
    let length = files.len().div_ceil(count.max(1)).max(1);
    files.chunks(length).collect()
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
