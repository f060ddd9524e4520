//! Wrong: returns with the last outcome, when its thread may still be alive.

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
    for (at, file) in files.into_iter().enumerate() {
        permits.recv().expect("a sender is here");
        let give_back = give_back.clone();
        let process = Arc::clone(&process);
        let outcomes_tx = outcomes_tx.clone();
        thread::spawn(move || {
            let words = catch_unwind(AssertUnwindSafe(|| process(file))).ok();
            outcomes_tx.send((at, words)).expect("main collects them");
            give_back.send(()).ok();
        });
    }
    let mut all = vec![None; count];
    for (at, words) in outcomes_rx.iter().take(count) {
        all[at] = words;
    }
    all
}
