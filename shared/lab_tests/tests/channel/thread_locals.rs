//! Destructors of thread-local values use channels while their thread ends.

use std::cell::RefCell;

use lab::channel::{Sender, bounded, select, unbounded};
use lab::thread;

use super::worlds::{both_worlds, ms};

struct SaysGoodbye(Sender<&'static str>);

impl Drop for SaysGoodbye {
    fn drop(&mut self) {
        let (_sender, silent) = unbounded::<()>();
        select! {
            recv(silent) -> _ => unreachable!(),
            default(ms(1)) => {}
        }
        self.0.send("goodbye").unwrap();
    }
}

lab::thread_local! {
    static LAST_WORDS: RefCell<Option<SaysGoodbye>> = const { RefCell::new(None) };
}

#[test]
fn a_thread_local_value_waits_and_sends_in_its_destructor() {
    both_worlds(|| {
        let (sender, receiver) = bounded(0);
        thread::scope(|scope| {
            scope.spawn(move || {
                LAST_WORDS.with(|words| {
                    *words.borrow_mut() = Some(SaysGoodbye(sender));
                });
            });
            assert_eq!(receiver.recv(), Ok("goodbye"));
        });
    });
}
