//! Wrong: at the limit it waits for the oldest thread, although a younger one may be
//! done long before.

use std::collections::VecDeque;

use lab::sync::Arc;
use lab::thread;
use workloads::disk::File;

pub fn bounded_spawn<P>(
    files: Vec<File>,
    limit: usize,
    process: P,
) -> Vec<Option<u64>>
where
    P: Fn(File) -> u64 + Send + Sync + 'static,
{
    let process = Arc::new(process);
    let mut words = Vec::new();
    let mut threads = VecDeque::new();
    for file in files {
        if threads.len() >= limit.max(1)
            && let Some(oldest) = threads.pop_front()
        {
            let oldest: thread::JoinHandle<u64> = oldest;
            words.push(oldest.join().ok());
        }
        let process = Arc::clone(&process);
        threads.push_back(thread::spawn(move || process(file)));
    }
    words.extend(threads.into_iter().map(|thread| thread.join().ok()));
    words
}
