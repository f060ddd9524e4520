//! Wrong: starts as many as are allowed, waits for all of them, and so on: the
//! slowest of a wave holds up the next one.

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
    for wave in files.chunks(limit.max(1)) {
        let threads: Vec<_> = wave
            .iter()
            .map(|&file| {
                let process = Arc::clone(&process);
                thread::spawn(move || process(file))
            })
            .collect();
        words.extend(threads.into_iter().map(|thread| thread.join().ok()));
    }
    words
}
