//! Fibers for Miri, which knows nothing of stacks that are switched: each is a
//! thread of the system, and a baton goes round, so that only one of them runs.
//!
//! What runs on a fiber, borrows, ends and is unwound there is then the very code
//! that runs in the lab; only the switch itself is not checked.

use std::cell::RefCell;
use std::io;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};

use crate::engine::{State, pack, unpack};

#[derive(PartialEq)]
enum Turn {
    Loop,
    Fiber,
    Ended,
}

/// What only the thread uses that has the baton.
struct Luggage<T>(T);

// SAFETY: while one thread has the baton the others of its run wait, so what they
// share is used by one at a time, one after the other.
unsafe impl<T> Send for Luggage<T> {}

impl<T> Luggage<T> {
    fn open(self) -> T {
        self.0
    }
}

struct Baton {
    turn: Mutex<(Turn, Luggage<Option<State>>)>,
    passed: Condvar,
}

impl Baton {
    fn pass(&self, to: Turn) {
        *self.turn.lock().unwrap() = (to, Luggage(pack()));
        self.passed.notify_all();
    }

    /// Waits for a turn that is `mine`; says whether the fiber has ended.
    fn take(&self, mine: fn(&Turn) -> bool) -> bool {
        let turn = self.turn.lock().unwrap();
        let mut turn = self.passed.wait_while(turn, |turn| !mine(&turn.0)).unwrap();
        unpack(turn.1.0.take());
        turn.0 == Turn::Ended
    }
}

thread_local! {
    static MINE: RefCell<Option<Arc<Baton>>> = const { RefCell::new(None) };
}

pub(crate) struct Fiber {
    baton: Arc<Baton>,
    thread: Option<JoinHandle<()>>,
}

impl Fiber {
    pub(crate) fn new(
        _stack_size: usize,
        body: Box<dyn FnOnce()>,
    ) -> io::Result<Fiber> {
        let baton = Arc::new(Baton {
            turn: Mutex::new((Turn::Loop, Luggage(None))),
            passed: Condvar::new(),
        });
        let (mine, body) = (baton.clone(), Luggage(body));
        let thread = thread::Builder::new().spawn(move || {
            mine.take(|turn| *turn == Turn::Fiber);
            MINE.set(Some(mine.clone()));
            body.open()();
            mine.pass(Turn::Ended);
        })?;
        Ok(Fiber {
            baton,
            thread: Some(thread),
        })
    }

    pub(crate) fn resume(&mut self) -> bool {
        self.baton.pass(Turn::Fiber);
        let ended = self.baton.take(|turn| *turn != Turn::Fiber);
        if ended && let Some(thread) = self.thread.take() {
            thread.join().expect("a fiber's body does not unwind");
        }
        ended
    }

    /// As the real one; here the thread stays where it is, for ever.
    pub(crate) unsafe fn abandon(self) {}
}

pub(crate) fn suspend() {
    let mine = MINE.with_borrow(Clone::clone);
    let mine = mine.expect("suspended outside a simulated thread");
    mine.pass(Turn::Loop);
    mine.take(|turn| *turn == Turn::Fiber);
}
