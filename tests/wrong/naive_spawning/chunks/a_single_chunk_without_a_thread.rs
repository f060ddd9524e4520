//! Wrong here: the calling thread does the work itself if there is only one chunk.

use std::panic;

use lab::thread;
use workloads::disk::File;

pub fn chunks(files: &[File], count: usize) -> Vec<&[File]> {
    let count = count.max(1);
    let (len, more) = (files.len() / count, files.len() % count);
    let (long, short) = files.split_at(more * (len + 1));
    let mut all: Vec<&[File]> = long.chunks(len + 1).collect();
    if len > 0 {
        all.extend(short.chunks(len));
    }
    all
}

pub fn process_chunks<P>(files: &[File], workers: usize, process: P) -> Vec<u64>
where
    P: Fn(File) -> u64 + Sync,
{
    if workers <= 1 || files.len() == 1 {
        return files.iter().map(|f| process(*f)).collect();
    }
    let mut first_panic = None;
    let mut words = Vec::with_capacity(files.len());
    thread::scope(|scope| {
        let handles: Vec<_> = chunks(files, workers)
            .into_iter()
            .map(|c| {
                scope.spawn(|| c.iter().copied().map(&process).collect::<Vec<_>>())
            })
            .collect();
        for handle in handles {
            match handle.join() {
                Ok(some) => words.extend(some),
                Err(payload) => {
                    first_panic.get_or_insert(payload);
                }
            }
        }
    });
    if let Some(payload) = first_panic {
        panic::resume_unwind(payload);
    }
    words
}
