//! Right, and built otherwise: whoever is to have the place of a thread that ended joins
//! it before.

use lab::channel::{self, Sender};
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
    let count = files.len();
    let slots = limit.clamp(1, count.max(1));
    let (free_tx, free_rx) = channel::bounded(slots);
    let mut busy: Vec<Option<(usize, JoinHandle<u64>)>> = Vec::new();
    for slot in 0..slots {
        busy.push(None);
        free_tx.send(slot).unwrap();
    }
    let process = Arc::new(process);
    let mut words = vec![None; count];
    for (place, (file, slot)) in files.into_iter().zip(&free_rx).enumerate() {
        if let Some((place, thread)) = busy[slot].take() {
            words[place] = thread.join().ok();
        }
        let process = Arc::clone(&process);
        let free = Slot(free_tx.clone(), slot);
        let thread = thread::spawn(move || {
            let _free = free;
            process(file)
        });
        busy[slot] = Some((place, thread));
    }
    for (place, thread) in busy.into_iter().flatten() {
        words[place] = thread.join().ok();
    }
    words
}

struct Slot(Sender<usize>, usize);

impl Drop for Slot {
    fn drop(&mut self) {
        let _ = self.0.send(self.1);
    }
}
