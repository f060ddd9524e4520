use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use super::exercises::bounded_spawn::bounded_spawn;
use workloads::disk::files;

#[test]
fn bounded_spawn_keeps_its_limit() {
    static IN_PROGRESS: AtomicUsize = AtomicUsize::new(0);
    static PEAK: AtomicUsize = AtomicUsize::new(0);
    let files = files(40, 1);
    let mut expected: Vec<_> = files.iter().map(|f| Some(f.words())).collect();
    expected[6] = None;
    let words = bounded_spawn(files, 4, |file| {
        assert!(file.id != 7, "file 7 is damaged");
        let now = IN_PROGRESS.fetch_add(1, Ordering::SeqCst) + 1;
        PEAK.fetch_max(now, Ordering::SeqCst);
        thread::sleep(Duration::from_millis(1));
        IN_PROGRESS.fetch_sub(1, Ordering::SeqCst);
        file.words()
    });
    assert_eq!(words, expected);
    assert!(PEAK.load(Ordering::SeqCst) <= 4);
}
