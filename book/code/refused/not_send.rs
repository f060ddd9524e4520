use std::cell::Cell;
use std::rc::Rc;
use std::thread;

fn main() {
    let total = Rc::new(Cell::new(0));
    let worker = {
        let total = Rc::clone(&total);
        thread::spawn(move || total.set(total.get() + 1))
    };
    worker.join().unwrap();
    println!("{}", total.get());
}
