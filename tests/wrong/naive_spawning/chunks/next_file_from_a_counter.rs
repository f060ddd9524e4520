//! Wrong here, and a good idea otherwise: each thread takes the next file, whose ever
//! chunk it is in.

use lab::sync::atomic::{AtomicUsize, Ordering};
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
    let next = AtomicUsize::new(0);
    let (next, process) = (&next, &process);
    let mut words = vec![0; files.len()];
    thread::scope(|scope| {
        let take = move || {
            let mut taken = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(&file) = files.get(at) else {
                    return taken;
                };
                taken.push((at, process(file)));
            }
        };
        let threads: Vec<_> = (0..count).map(|_| scope.spawn(take)).collect();
        for thread in threads {
            for (at, counted) in thread.join().expect("processing went wrong") {
                words[at] = counted;
            }
        }
    });
    words
}
