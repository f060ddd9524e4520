//! Wrong: once all have said that they end, it joins only those that have left words.
use lab::channel::{self, Sender};
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
    let (ends_tx, ends_rx) = channel::unbounded();
    let process = Arc::new(process);
    let words = Arc::new(Mutex::new(vec![None; files.len()]));
    let mut threads = Vec::new();
    let mut alive = 0;
    for (place, file) in files.into_iter().enumerate() {
        if alive == limit.max(1) {
            ends_rx.recv().expect("a sender is here");
            alive -= 1;
        }
        alive += 1;
        let end = End(ends_tx.clone());
        let process = Arc::clone(&process);
        let all = Arc::clone(&words);
        threads.push(thread::spawn(move || {
            let _end = end;
            let words = process(file);
            all.lock().unwrap()[place] = Some(words);
        }));
    }
    for _ in 0..alive {
        ends_rx.recv().expect("a sender is here");
    }
    let words = words.lock().unwrap().clone();
    for (thread, words) in threads.into_iter().zip(&words) {
        if words.is_some() {
            thread.join().expect("it has left words");
        }
    }
    words
}

/// Says at the end of a thread that it ends: also when it panics.
struct End(Sender<()>);

impl Drop for End {
    fn drop(&mut self) {
        self.0.send(()).expect("the receiver outlives the threads");
    }
}
