//! Right, and built otherwise: as in Go, whoever begins takes room in a channel, and whoever
//! ends makes room.

use lab::channel::{self, Receiver};
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
    let (begin, end) = channel::bounded(limit.min(files.len()).max(1));
    let process = Arc::new(process);
    let mut threads = Vec::new();
    for file in files {
        begin.send(()).expect("a receiver is here");
        let room = Room(end.clone());
        let process = Arc::clone(&process);
        threads.push(thread::spawn(move || {
            let _room = room;
            process(file)
        }));
    }
    threads
        .into_iter()
        .map(|thread| thread.join().ok())
        .collect()
}

struct Room(Receiver<()>);

impl Drop for Room {
    fn drop(&mut self) {
        self.0.recv().expect("it was sent before the spawn");
    }
}
