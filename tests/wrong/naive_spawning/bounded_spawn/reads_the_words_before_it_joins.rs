//! Wrong: reads the words first, and joins the threads afterwards.

use lab::channel::{self, Sender};
use lab::sync::{Arc, Mutex};
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
    let limit = limit.min(files.len()).max(1);
    let (give_back, permits) = channel::bounded(limit);
    for _ in 0..limit {
        give_back.send(()).expect("the receiver is here");
    }
    let process = Arc::new(process);
    let words = Arc::new(Mutex::new(vec![None; files.len()]));

    let mut threads = Vec::new();
    for (place, file) in files.into_iter().enumerate() {
        // Taken here and not by the thread, which would be alive by then.
        permits.recv().expect("a sender is here");
        let permit = Permit(give_back.clone());
        let process = Arc::clone(&process);
        let all = Arc::clone(&words);
        threads.push(thread::spawn(move || {
            let _permit = permit;
            let words = process(file);
            all.lock().unwrap()[place] = Some(words);
        }));
    }
    let words = words.lock().unwrap().clone();
    for thread in threads {
        let _ = thread.join();
    }
    words
}

/// The right to be alive, given back when it is dropped: at the end of a thread,
/// and also when the thread panics.
struct Permit(Sender<()>);

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.send(()).expect("the receiver outlives the threads");
    }
}
