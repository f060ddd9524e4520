//! Wrong here, and a good idea otherwise: a few threads for all of the files.

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
    let count = files.len();
    let (files_tx, files_rx) = channel::unbounded();
    for file in files.into_iter().enumerate() {
        files_tx.send(file).expect("the receiver is here");
    }
    drop(files_tx);
    let process = Arc::new(process);
    let mut threads = Vec::new();
    for _ in 0..limit.max(1).min(count) {
        let files_rx = files_rx.clone();
        let process = Arc::clone(&process);
        threads.push(thread::spawn(move || {
            files_rx
                .iter()
                .map(|(at, file)| {
                    let process = AssertUnwindSafe(|| process(file));
                    (at, catch_unwind(process).ok())
                })
                .collect::<Vec<_>>()
        }));
    }
    let mut all = vec![None; count];
    for thread in threads {
        for (at, words) in thread.join().expect("panics are caught") {
            all[at] = words;
        }
    }
    all
}
