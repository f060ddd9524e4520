//! Counts the words in files, never on more than so many threads at once.

use exercises::bounded_spawn::bounded_spawn;
use workloads::disk::Demonstration;

fn main() {
    let (files, limit, requests, seed) = (1_000, 10, 8, 42);
    let demo = Demonstration::new(files, requests, seed);
    let process = demo.process();
    let words = bounded_spawn(demo.files(), limit, process);
    print!("{}", demo.summary(&words));
}
