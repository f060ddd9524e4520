//! Wrong: asks whether a thread has ended, again and again.

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
    let mut threads: Vec<thread::JoinHandle<u64>> = Vec::new();
    for file in files {
        while threads.iter().filter(|t| !t.is_finished()).count() >= limit.max(1) {
            thread::yield_now();
        }
        let process = Arc::clone(&process);
        threads.push(thread::spawn(move || process(file)));
    }
    threads
        .into_iter()
        .map(|thread| thread.join().ok())
        .collect()
}
