//! Wrong: the permit comes back before the outcome is sent, which a thread that is
//! still alive does.

use lab::sync::Arc;
use lab::{channel, thread};
use std::panic::{AssertUnwindSafe, catch_unwind};
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
    let count = files.len();
    let (give_back, permits) = channel::bounded(limit);
    for _ in 0..limit {
        give_back.send(()).expect("the receiver is here");
    }
    let (outcomes_tx, outcomes_rx) = channel::unbounded();
    let process = Arc::new(process);
    let mut threads = Vec::new();
    for (at, file) in files.into_iter().enumerate() {
        permits.recv().expect("a sender is here");
        let give_back = give_back.clone();
        let process = Arc::clone(&process);
        let outcomes_tx = outcomes_tx.clone();
        threads.push(thread::spawn(move || {
            let words = catch_unwind(AssertUnwindSafe(|| process(file))).ok();
            give_back
                .send(())
                .expect("the receiver outlives the threads");
            outcomes_tx.send((at, words)).expect("main collects them");
        }));
    }
    for thread in threads {
        thread.join().expect("panics are caught");
    }
    let mut all = vec![None; count];
    for (at, words) in outcomes_rx.try_iter() {
        all[at] = words;
    }
    all
}
