//! Wrong: wakes the caller first, who may look and sleep again before the count goes down.
use lab::sync::Arc;
use lab::sync::atomic::{AtomicUsize, Ordering};
use lab::thread::{self, Thread};
use workloads::disk::File;

pub fn bounded_spawn<P>(
    files: Vec<File>,
    limit: usize,
    process: P,
) -> Vec<Option<u64>>
where
    P: Fn(File) -> u64 + Send + Sync + 'static,
{
    let alive = Arc::new(AtomicUsize::new(0));
    let process = Arc::new(process);
    let mut threads = Vec::new();
    for file in files {
        while alive.load(Ordering::SeqCst) >= limit.max(1) {
            thread::park();
        }
        alive.fetch_add(1, Ordering::SeqCst);
        let end = End(thread::current(), Arc::clone(&alive));
        let process = Arc::clone(&process);
        threads.push(thread::spawn(move || {
            let _end = end;
            process(file)
        }));
    }
    threads
        .into_iter()
        .map(|thread| thread.join().ok())
        .collect()
}

/// Counts a thread out at its end: also when it panics.
struct End(Thread, Arc<AtomicUsize>);

impl Drop for End {
    fn drop(&mut self) {
        self.0.unpark();
        self.1.fetch_sub(1, Ordering::SeqCst);
    }
}
