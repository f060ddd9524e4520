//! Channels, as in `crossbeam::channel`: same names, same types, same errors.
//!
//! A handle wraps the real crossbeam handle in both worlds. In the lab the
//! queue is the real one too; only waiting is simulated.

mod arm;
mod iter;
mod link;
mod macros;
mod operation;
mod receiver;
mod rendezvous;
mod select;
mod selected;
mod sender;
mod timer;

use crossbeam::channel as real;

pub use crossbeam::channel::{
    ReadyTimeoutError, RecvError, RecvTimeoutError, SelectTimeoutError, SendError,
    SendTimeoutError, TryReadyError, TryRecvError, TrySelectError, TrySendError,
};

pub use self::iter::{IntoIter, Iter, TryIter};
pub use self::receiver::Receiver;
pub use self::select::Select;
pub use self::selected::SelectedOperation;
pub use self::sender::Sender;
pub use self::timer::{after, at, never, tick};
pub use crate::{select, select_biased};

use self::link::Link;
use self::receiver::Source;
use self::rendezvous::Table;
use crate::engine::object::End;
use crate::engine::{Place, active, here};

/// Makes a channel that holds at most `cap` messages. With `cap` 0 each send
/// waits for a receive: they meet.
///
/// # Panics
///
/// When there is no memory for `cap` messages: all of it is taken at once.
#[track_caller]
pub fn bounded<T>(cap: usize) -> (Sender<T>, Receiver<T>) {
    if cap > LARGE {
        check_memory::<T>(cap);
    }
    // Two sides that only try never meet in a real channel of capacity zero.
    let table = (active() && cap == 0).then(Table::new);
    linked(real::bounded(cap), Some(cap), table, here())
}

/// Messages of a channel for which nobody asks whether there is memory.
const LARGE: usize = 1 << 20;

/// The real channel would panic in words of its own, or end the process.
#[track_caller]
fn check_memory<T>(cap: usize) {
    // A message lies beside a word that says whose turn it is.
    let is_there = Vec::<(usize, T)>::new().try_reserve_exact(cap).is_ok();
    let number = match cap {
        usize::MAX => "usize::MAX".to_owned(),
        _ => cap.to_string(),
    };
    assert!(
        is_there,
        "there is no memory for a channel of {number} messages: `bounded` takes the \
         room for all of them at once; give it the number that may really wait, or \
         use `channel::unbounded()`, which takes room as messages come"
    );
}

/// Makes a channel that holds any number of messages: sending never waits.
#[track_caller]
pub fn unbounded<T>() -> (Sender<T>, Receiver<T>) {
    linked(real::unbounded(), None, None, here())
}

fn linked<T>(
    (sender, receiver): (real::Sender<T>, real::Receiver<T>),
    capacity: Option<usize>,
    table: Option<Table<T>>,
    place: Place,
) -> (Sender<T>, Receiver<T>) {
    let channel = Link::channel(capacity, place);
    (
        Sender {
            real: Some(sender),
            table: table.clone(),
            link: channel.handle(End::Send, place),
        },
        Receiver {
            source: Source::Queue {
                real: Some(receiver),
                table,
                link: channel.handle(End::Receive, place),
            },
        },
    )
}
