//! Right, and built otherwise: scoped threads, a channel that is full when nobody
//! more may begin, and a place for each outcome.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lab::{channel, thread};
use workloads::disk::File;

pub fn bounded_spawn<P>(
    files: Vec<File>,
    limit: usize,
    process: P,
) -> Vec<Option<u64>>
where
    P: Fn(File) -> u64 + Send + Sync + 'static,
{
    // Never more than there are files: a channel cannot hold any number.
    let limit = limit.min(files.len()).max(1);
    let (begin, end) = channel::bounded(limit);
    let mut all = vec![None; files.len()];
    thread::scope(|scope| {
        for (file, words) in files.into_iter().zip(&mut all) {
            begin.send(()).expect("the receiver is here");
            let (end, process) = (&end, &process);
            scope.spawn(move || {
                *words = catch_unwind(AssertUnwindSafe(|| process(file))).ok();
                end.recv().expect("this thread has begun");
            });
        }
    });
    all
}
