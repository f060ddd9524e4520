//! Wrong: with no files the least and the most that `clamp` is given contradict each other.

use lab::channel::{self, Sender};
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
    // More permits than files are never asked for.
    let limit = limit.clamp(1, files.len());
    let (give_back, permits) = channel::bounded(limit);
    for _ in 0..limit {
        give_back.send(()).expect("the receiver is here");
    }
    let process = Arc::new(process);

    let mut threads = Vec::new();
    for file in files {
        // Taken here and not by the thread, which would be alive by then.
        permits.recv().expect("a sender is here");
        let permit = Permit(give_back.clone());
        let process = Arc::clone(&process);
        threads.push(thread::spawn(move || {
            let _permit = permit;
            process(file)
        }));
    }
    threads
        .into_iter()
        .map(|thread| thread.join().ok())
        .collect()
}

/// The right to be alive, given back when it is dropped: at the end of a thread,
/// and also when the thread panics.
struct Permit(Sender<()>);

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.send(()).expect("the receiver outlives the threads");
    }
}
