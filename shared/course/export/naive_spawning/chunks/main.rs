//! Counts the words in files, on a few threads with a share each.

use exercises::chunks::process_chunks;
use workloads::disk::Demonstration;

fn main() {
    let (files, workers, requests, seed) = (1_000, 10, 8, 42);
    let demo = Demonstration::new(files, requests, seed);
    let process = demo.process();
    let words = process_chunks(&demo.files(), workers, process);
    let words: Vec<_> = words.into_iter().map(Some).collect();
    print!("{}", demo.summary(&words));
}
