//! Wrong: marks a file that panicked with a number that a file may have.

use lab::channel::{self, Sender};
use lab::sync::Arc;
use lab::thread;
use workloads::disk::File;

/// Processes each file in a thread of its own, never more than `limit` of them
/// alive at a time, and returns how many words were in each, in the order of the
/// files: `None` for one that panicked. A `limit` of 0 counts as 1.
///
/// The threads are started in the order of the files, each the moment that fewer
/// than `limit` are alive. A thread tells that it is at its end with the last
/// thing it does: only then may the next one start.
///
/// Returns when every file is processed and every thread has ended. It starts no
/// other threads. Who has to wait sleeps: nobody asks again and again.
pub fn bounded_spawn<P>(
    files: Vec<File>,
    limit: usize,
    process: P,
) -> Vec<Option<u64>>
where
    P: Fn(File) -> u64 + Send + Sync + 'static,
{
    // More permits than files are never asked for.
    let limit = limit.min(files.len()).max(1);
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
        .map(|thread| thread.join().unwrap_or(PANICKED))
        .map(|words| (words != PANICKED).then_some(words))
        .collect()
}

const PANICKED: u64 = u64::MAX;

/// The right to be alive, given back when it is dropped: at the end of a thread,
/// and also when the thread panics.
struct Permit(Sender<()>);

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.send(()).expect("the receiver outlives the threads");
    }
}
