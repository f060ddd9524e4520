//! Right, and built otherwise: each thread keeps a channel open as long as it lives, and
//! the caller waits until one of them is closed.

use lab::channel::{self, Receiver, Select};
use lab::sync::Arc;
use lab::thread::{self, JoinHandle};
use workloads::disk::File;

pub fn bounded_spawn<P>(
    files: Vec<File>,
    limit: usize,
    process: P,
) -> Vec<Option<u64>>
where
    P: Fn(File) -> u64 + Send + Sync + 'static,
{
    let process = Arc::new(process);
    let mut words = vec![None; files.len()];
    let mut alive: Vec<(usize, Receiver<()>, JoinHandle<u64>)> = Vec::new();
    for (place, file) in files.into_iter().enumerate() {
        if alive.len() >= limit.max(1) {
            let mut select = Select::new();
            for (_, ended, _) in &alive {
                select.recv(ended);
            }
            let index = select.ready();
            let (place, _, thread) = alive.swap_remove(index);
            words[place] = thread.join().ok();
        }
        let (living, ended) = channel::bounded(0);
        let process = Arc::clone(&process);
        let thread = thread::spawn(move || {
            let _living = living;
            process(file)
        });
        alive.push((place, ended, thread));
    }
    for (place, _, thread) in alive {
        words[place] = thread.join().ok();
    }
    words
}
