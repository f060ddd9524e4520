//! Wrong: each thread takes every nth file, not its chunk.

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
    let count = chunks(files, workers).len();
    let process = &process;
    let mut words = vec![0; files.len()];
    thread::scope(|scope| {
        let threads: Vec<_> = (0..count)
            .map(|first| {
                let of_thread = files.iter().enumerate().skip(first).step_by(count);
                scope.spawn(move || {
                    of_thread
                        .map(|(at, &file)| (at, process(file)))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        for thread in threads {
            for (at, counted) in thread.join().expect("processing went wrong") {
                words[at] = counted;
            }
        }
    });
    words
}
