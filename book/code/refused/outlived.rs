use std::thread;

fn main() {
    let files = vec!["a.txt", "b.txt"];
    let worker = thread::spawn(|| println!("{} files", files.len()));
    worker.join().unwrap();
}
