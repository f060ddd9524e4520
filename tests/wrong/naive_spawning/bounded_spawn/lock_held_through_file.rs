//! Wrong: the lock on the outcomes is taken before a file is processed, so the
//! threads work one at a time.

use lab::channel::{self, Sender};
use lab::sync::{Arc, Mutex, PoisonError};
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
    let limit = limit.max(1);
    let all = Arc::new(Mutex::new(vec![None; files.len()]));
    let (give_back, permits) = channel::bounded(limit);
    for _ in 0..limit {
        give_back.send(()).expect("the receiver is here");
    }
    let process = Arc::new(process);
    let mut threads = Vec::new();
    for (at, file) in files.into_iter().enumerate() {
        permits.recv().expect("a sender is here");
        let permit = Permit(give_back.clone());
        let process = Arc::clone(&process);
        let all = Arc::clone(&all);
        threads.push(thread::spawn(move || {
            let _permit = permit;
            let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
            all[at] = Some(process(file));
        }));
    }
    for thread in threads {
        // A panic has left its `None`.
        let _ = thread.join();
    }
    all.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// The right to be alive, given back when it is dropped.
struct Permit(Sender<()>);

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.send(()).expect("the receiver outlives the threads");
    }
}
