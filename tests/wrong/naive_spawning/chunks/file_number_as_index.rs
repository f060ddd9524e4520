//! Wrong: puts the words where the numbers of the files say.

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
        for chunk in chunks(files, workers) {
            let (words, process) = (&words, &process);
            scope.spawn(move || {
                for &file in chunk {
                    let counted = process(file);
                    words.lock().unwrap()[file.id as usize - 1] = counted;
                }
            });
        }
    });
    words.into_inner().unwrap()
}
