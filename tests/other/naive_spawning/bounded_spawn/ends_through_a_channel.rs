//! Right, and built otherwise: each thread says in a channel that it ends, and which
//! one it is, and is joined there and then.

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
    let process = Arc::new(process);
    let (ends_tx, ends_rx) = channel::unbounded();
    let mut all = vec![None; files.len()];
    let mut threads = Vec::new();
    let mut alive = 0;
    for (place, file) in files.into_iter().enumerate() {
        if alive == limit.max(1) {
            join(
                &mut threads,
                &mut all,
                ends_rx.recv().expect("one is alive"),
            );
            alive -= 1;
        }
        let end = End(ends_tx.clone(), place);
        let process = Arc::clone(&process);
        threads.push(Some(thread::spawn(move || {
            let _end = end;
            process(file)
        })));
        alive += 1;
    }
    for _ in 0..alive {
        join(
            &mut threads,
            &mut all,
            ends_rx.recv().expect("one is alive"),
        );
    }
    all
}

fn join(
    threads: &mut [Option<thread::JoinHandle<u64>>],
    all: &mut [Option<u64>],
    place: usize,
) {
    let thread = threads[place].take().expect("each ends once");
    all[place] = thread.join().ok();
}

/// Says at the end of a thread that it ends: also when it panics.
struct End(Sender<usize>, usize);

impl Drop for End {
    fn drop(&mut self) {
        self.0.send(self.1).expect("main waits for the ends");
    }
}
