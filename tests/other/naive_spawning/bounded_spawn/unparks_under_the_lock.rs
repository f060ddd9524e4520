//! Right, and built otherwise: the caller parks, and each thread unparks it while it holds
//! the lock that the count is behind. Panics are caught.

use std::panic::{AssertUnwindSafe, catch_unwind};

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
    let living = Arc::new(Mutex::new(0));
    let process = Arc::new(process);
    let mut threads = Vec::new();
    for file in files {
        // Parked without the lock: the guard lives only as long as the condition.
        while *living.lock().unwrap() >= limit.max(1) {
            thread::park();
        }
        *living.lock().unwrap() += 1;
        let living = Arc::clone(&living);
        let process = Arc::clone(&process);
        let caller = thread::current();
        threads.push(thread::spawn(move || {
            let words = catch_unwind(AssertUnwindSafe(|| process(file))).ok();
            let mut living = living.lock().unwrap();
            *living -= 1;
            caller.unpark();
            words
        }));
    }
    let join = |thread: thread::JoinHandle<_>| thread.join().expect("it was caught");
    threads.into_iter().map(join).collect()
}
