//! Wrong: the count goes down before the condition variable is told, which a thread that is
//! still alive does.

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
    let living = Arc::new((Mutex::new(0), Condvar::new()));
    let process = Arc::new(process);
    let mut threads = Vec::new();
    for file in files {
        let (count, ended) = &*living;
        let count = count.lock().unwrap();
        let mut count = ended
            .wait_while(count, |count| *count >= limit.max(1))
            .unwrap();
        *count += 1;
        drop(count);
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

struct Alive(Arc<(Mutex<usize>, Condvar)>);

impl Drop for Alive {
    fn drop(&mut self) {
        let (count, ended) = &*self.0;
        let mut count = count.lock().unwrap();
        *count -= 1;
        drop(count);
        ended.notify_one();
    }
}
