//! Wrong: a panic skips the line that returns the permit.

use lab::sync::Arc;
use lab::{channel, thread};
use workloads::disk::File;

pub fn bounded_spawn<P>(
    files: Vec<File>,
    limit: usize,
    process: P,
) -> Vec<Option<u64>>
where
    P: Fn(File) -> u64 + Send + Sync + 'static,
{
    let limit = limit.max(1);
    let (give_back, permits) = channel::bounded(limit);
    for _ in 0..limit {
        give_back.send(()).expect("the receiver is here");
    }
    let process = Arc::new(process);
    let mut threads = Vec::new();
    for file in files {
        permits.recv().expect("a sender is here");
        let give_back = give_back.clone();
        let process = Arc::clone(&process);
        threads.push(thread::spawn(move || {
            let words = process(file);
            give_back
                .send(())
                .expect("the receiver outlives the threads");
            words
        }));
    }
    threads
        .into_iter()
        .map(|thread| thread.join().ok())
        .collect()
}
