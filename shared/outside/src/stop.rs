//! Ctrl-C.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use lab::channel::{self, Receiver};
use lab::time::Instant;

static PRESSED: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C does not end the program: it closes the channel that is
/// returned, and makes [`is_pressed`] true. Pressed again, it ends the program
/// with code 130. To be called once, and not in the lab.
pub fn on_ctrl_c() -> Receiver<Instant> {
    let (stop_tx, stop_rx) = channel::bounded(1);
    let mut stop_tx = Some(stop_tx);
    let handler = move || {
        if PRESSED.swap(true, SeqCst) {
            std::process::exit(130);
        }
        stop_tx.take();
    };
    if let Err(error) = ctrlc::set_handler(handler) {
        eprintln!("Ctrl-C will end the program at once: {error}");
        return channel::never();
    }
    stop_rx
}

/// Whether Ctrl-C has been pressed.
pub fn is_pressed() -> bool {
    PRESSED.load(SeqCst)
}
