//! Wrong: after ten seconds it waits no longer, and starts one thread more.
use lab::channel::{self, Sender};
use lab::sync::Arc;
use lab::thread;
use std::time::Duration;
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
            let _ = ends_rx.recv_timeout(Duration::from_secs(10));
            alive -= 1;
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
