//! Wrong: the lock on the words is taken before the files are processed, so the threads
//! work one at a time.

use lab::sync::Mutex;
use lab::thread;
use workloads::disk::File;

pub fn chunks(files: &[File], count: usize) -> Vec<&[File]> {
    let count = count.max(1);
    let (length, longer) = (files.len() / count, files.len() % count);
    let mut chunks = Vec::new();
    let mut rest = files;
    while !rest.is_empty() {
        let length = length + usize::from(chunks.len() < longer);
        let (chunk, after) = rest.split_at(length);
        chunks.push(chunk);
        rest = after;
    }
    chunks
}

pub fn process_chunks<P>(files: &[File], workers: usize, process: P) -> Vec<u64>
where
    P: Fn(File) -> u64 + Sync,
{
    let words = Mutex::new(vec![0; files.len()]);
    thread::scope(|scope| {
        let mut first = 0;
        for chunk in chunks(files, workers) {
            let (words, process) = (&words, &process);
            scope.spawn(move || {
                let mut words = words.lock().unwrap();
                for (at, &file) in chunk.iter().enumerate() {
                    words[first + at] = process(file);
                }
            });
            first += chunk.len();
        }
    });
    words.into_inner().unwrap()
}
