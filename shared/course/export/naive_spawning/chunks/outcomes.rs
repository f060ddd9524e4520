use super::exercises::chunks::process_chunks;
use workloads::disk::{File, files};

#[test]
fn chunks_give_the_words_in_order() {
    let files = files(10, 1);
    let words = process_chunks(&files, 4, |file| file.words());
    assert_eq!(words, files.iter().map(File::words).collect::<Vec<_>>());
}
