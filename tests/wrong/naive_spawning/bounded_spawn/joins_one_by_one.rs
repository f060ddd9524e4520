//! Wrong: waits for each thread before it starts the next one.

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
    let _ = limit;
    let process = Arc::new(process);
    let mut words = Vec::new();
    for file in files {
        let process = Arc::clone(&process);
        words.push(thread::spawn(move || process(file)).join().ok());
    }
    words
}
