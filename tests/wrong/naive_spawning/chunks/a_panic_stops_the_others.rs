//! Wrong: when a file panics, the other threads leave out what they have not begun.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use lab::sync::Mutex;
use lab::sync::atomic::{AtomicBool, Ordering};
use lab::thread;
use workloads::disk::File;

pub fn chunks(files: &[File], count: usize) -> Vec<&[File]> {
    if files.is_empty() {
        return Vec::new();
    }
    let count = count.clamp(1, files.len());
    let (first, rest) = files.split_at(files.len().div_ceil(count));
    let mut all = vec![first];
    if count > 1 {
        all.extend(chunks(rest, count - 1));
    }
    all
}

pub fn process_chunks<P>(files: &[File], workers: usize, process: P) -> Vec<u64>
where
    P: Fn(File) -> u64 + Sync,
{
    let words = Mutex::new(vec![None; files.len()]);
    let failed = AtomicBool::new(false);
    thread::scope(|s| {
        let mut at = 0;
        for chunk in chunks(files, workers) {
            let start = at;
            at += chunk.len();
            let (words, process, failed) = (&words, &process, &failed);
            s.spawn(move || {
                for (i, &file) in chunk.iter().enumerate() {
                    if failed.load(Ordering::SeqCst) {
                        return;
                    }
                    let n = catch_unwind(AssertUnwindSafe(|| process(file)));
                    failed.fetch_or(n.is_err(), Ordering::SeqCst);
                    let n = n.unwrap_or_else(|panic| resume_unwind(panic));
                    words.lock().unwrap()[start + i] = Some(n);
                }
            });
        }
    });
    let words = words.into_inner().unwrap();
    words.into_iter().map(|w| w.expect("all done")).collect()
}
