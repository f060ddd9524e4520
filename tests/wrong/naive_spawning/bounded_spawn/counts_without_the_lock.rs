//! Wrong: the count is an atomic that changes without the lock: between the look and the
//! wait, where it wakes nobody.

use lab::sync::atomic::{AtomicUsize, Ordering};
use lab::sync::{Arc, Condvar, Mutex};
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
    let living = Arc::new((AtomicUsize::new(0), Mutex::new(()), Condvar::new()));
    let process = Arc::new(process);
    let mut threads = Vec::new();
    for file in files {
        let (count, lock, ended) = &*living;
        let guard = lock.lock().unwrap();
        let is_full = |(): &mut ()| count.load(Ordering::SeqCst) >= limit.max(1);
        drop(ended.wait_while(guard, is_full).unwrap());
        count.fetch_add(1, Ordering::SeqCst);
        let alive = Alive(Arc::clone(&living));
        let process = Arc::clone(&process);
        threads.push(thread::spawn(move || {
            let _alive = alive;
            process(file)
        }));
    }
    threads
        .into_iter()
        .map(|thread| thread.join().ok())
        .collect()
}

struct Alive(Arc<(AtomicUsize, Mutex<()>, Condvar)>);

impl Drop for Alive {
    fn drop(&mut self) {
        let (count, _, ended) = &*self.0;
        count.fetch_sub(1, Ordering::SeqCst);
        ended.notify_one();
    }
}
