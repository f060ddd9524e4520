//! Wrong: at the limit it waits until half of the threads have ended, although one would do.
use lab::channel::{self, Sender};
use lab::sync::Arc;
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
    let mut threads = Vec::new();
    let mut alive = 0;
    for file in files {
        if alive == limit.max(1) {
            for _ in 0..alive.div_ceil(2) {
                ends_rx.recv().expect("a sender is here");
                alive -= 1;
            }
        }
        alive += 1;
        let end = End(ends_tx.clone());
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

/// Says at the end of a thread that it ends: also when it panics.
struct End(Sender<()>);

impl Drop for End {
    fn drop(&mut self) {
        self.0.send(()).expect("the receiver outlives the threads");
    }
}
