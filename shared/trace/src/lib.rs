//! What happened in a run, ready to be drawn.

mod axis;
mod canvas;
mod chrome;
mod ending;
mod fold;
mod json;
mod lanes;
mod paint;
mod picture;
mod report;
mod since;
#[cfg(test)]
mod sketch;
pub mod source;
mod spans;
mod steps;
mod svg;
#[cfg(test)]
mod tests;
mod text;
mod write;

use std::panic::Location;
use std::time::Duration;

pub use report::Report;

/// A whole run: who was there, and what they did when.
#[derive(Clone, Debug)]
pub struct Trace {
    /// All threads in the order of their making; the first is the main thread.
    pub threads: Vec<Thread>,
    /// All shared objects in the order of their first use.
    pub objects: Vec<Object>,
    /// Everything that happened, in the order in which it happened.
    pub events: Vec<Event>,
    /// When the run ended, in virtual time.
    pub end: Duration,
    /// What went wrong.
    pub failure: Option<Report>,
    /// Something that is not wrong, but should be known.
    pub note: Option<Report>,
    /// The choices of who runs next, in the order in which they were taken: all of
    /// them, unless there were so many threads that nobody could look at them.
    pub decisions: Vec<Decision>,
}

/// A choice of the schedule in a [`Trace`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// How many of [`Trace::events`] came before.
    pub event: usize,
    /// What could be chosen; the first is what comes by nature.
    pub candidates: Vec<Candidate>,
    /// The number of the one that was.
    pub taken: usize,
}

/// What a [`Decision`] could choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Candidate {
    /// A thread goes on.
    Thread {
        /// An index into [`Trace::threads`].
        thread: usize,
        /// The line of what it is about to do; the line that spawned it, if it has
        /// not begun.
        place: &'static Location<'static>,
        /// Whether it has been running up to now.
        running: bool,
    },
    /// The clock runs to the next timer, though a thread could go on.
    Clock,
    /// One of several things that are all possible: a ready arm of a select, a
    /// waiter of a condition variable.
    Other,
}

/// A thread of a [`Trace`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// Its name, or `thread N`.
    pub name: String,
    /// Where it was spawned.
    pub spawned_at: &'static Location<'static>,
    /// When it was spawned.
    pub began: Duration,
    /// When it ended; `None`: it was still alive when the run ended.
    pub ended: Option<Duration>,
}

/// A channel, lock or other shared object of a [`Trace`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// Its name in the source if it can be told, or its kind and line.
    pub name: String,
    /// What it is.
    pub kind: ObjectKind,
    /// How many messages a channel holds; `None` if it is unbounded, or no channel.
    pub capacity: Option<usize>,
    /// Where it was made, or first used.
    pub made_at: &'static Location<'static>,
}

/// What a shared object is, in the words of the reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ObjectKind {
    Channel,
    Mutex,
    RwLock,
    Condvar,
    Barrier,
    WaitGroup,
    Once,
}

/// Something a thread did, or that happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When, in virtual time.
    pub at: Duration,
    /// To whom: an index into [`Trace::threads`].
    pub thread: usize,
    /// The line of source, if the thread itself did it.
    pub place: Option<&'static Location<'static>>,
    /// What.
    pub what: What,
}

/// The verb of a `park` that ended though nobody had unparked the thread.
pub const WAKES_UNASKED: &str = "wakes without a reason";

/// The verb of a wait on a condition variable that ended though nobody had notified it.
pub const WAKES_UNASKED_ON: &str = "wakes without a reason on";

/// What an [`Event`] is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It started another thread: an index into [`Trace::threads`].
    Spawned(usize),
    /// It stopped running, and is from now on busy with this.
    Stopped(Activity),
    /// The reason for its stop is gone: it is runnable again.
    Woken,
    /// It ended.
    Ended,
    /// It carried out an operation.
    Did {
        /// In the third person: "sends", "locks".
        verb: &'static str,
        /// On what: an index into [`Trace::objects`].
        object: Option<usize>,
        /// For a channel: how many messages it holds after the operation.
        depth: Option<usize>,
    },
    /// It printed a line.
    Said(String),
}

impl What {
    fn object(&self) -> Option<usize> {
        match self {
            What::Did { object, .. }
            | What::Stopped(Activity::Waits { object, .. }) => *object,
            _ => None,
        }
    }

    fn object_mut(&mut self) -> Option<&mut Option<usize>> {
        match self {
            What::Did { object, .. }
            | What::Stopped(Activity::Waits { object, .. }) => Some(object),
            _ => None,
        }
    }
}

/// What a thread does that does not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Activity {
    /// `lab::work`: busy, as far as the program is concerned.
    Works,
    /// Sleeps for a while of its own choice.
    Sleeps,
    /// Waits for others.
    Waits {
        /// For what, in words: "to receive from `jobs`".
        reason: String,
        /// On what, if it is one object: an index into [`Trace::objects`].
        object: Option<usize>,
    },
}
