//! A sleeper that may miss its wake-up.

use lab::sync::atomic::{AtomicBool, Ordering};
use lab::sync::{Condvar, Mutex};
use lab::thread;

/// One thread sleeps until the other says that there is work; and on some schedule
/// for ever.
pub fn run() {
    let is_work = AtomicBool::new(false);
    let asleep = Mutex::new(());
    let wake = Condvar::new();
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut guard = asleep.lock().unwrap();
            while !is_work.load(Ordering::SeqCst) {
                guard = wake.wait(guard).unwrap();
            }
        });
        is_work.store(true, Ordering::SeqCst);
        wake.notify_all();
    });
}
