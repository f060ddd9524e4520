use std::sync::mpsc;

fn main() {
    let (pages_tx, pages_rx) = mpsc::channel();
    let mut page = vec!["title"];
    pages_tx.send(page).unwrap();
    page.push("text");
    println!("{:?}", pages_rx.recv());
}
