//! Wrong: takes the largest number for a file that is not done yet.

use lab::sync::Mutex;
use lab::thread;
use workloads::disk::File;

pub fn chunks(files: &[File], count: usize) -> Vec<&[File]> {
    if files.is_empty() {
        return Vec::new();
    }
    let count = count.clamp(1, files.len());
    let (first, rest) = files.split_at(files.len().div_ceil(count));
    let mut all = vec![first];
    if count > 1 {
        all.extend(chunks(rest, count - 1));
    }
    all
}

pub fn process_chunks<P>(files: &[File], workers: usize, process: P) -> Vec<u64>
where
    P: Fn(File) -> u64 + Sync,
{
    let words = Mutex::new(vec![u64::MAX; files.len()]);
    thread::scope(|s| {
        let mut at = 0;
        for chunk in chunks(files, workers) {
            let start = at;
            at += chunk.len();
            let (words, process) = (&words, &process);
            s.spawn(move || {
                for (i, &file) in chunk.iter().enumerate() {
                    let n = process(file);
                    words.lock().unwrap()[start + i] = n;
                }
            });
        }
    });
    let words = words.into_inner().unwrap();
    assert!(!words.contains(&u64::MAX), "a file is not done");
    words
}
