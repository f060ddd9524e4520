//! What a run remembers of itself, if asked to.

use super::clock::Nanos;
use super::object::{ObjectId, Place, here};
use super::picker::{Choice, Running};
use super::state::{Ending, State, Thread, Tid, Wait};
use super::{Config, active, point, try_with};
use crate::output;
use crate::trace::{Candidate, Decision};

/// A line the program said, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Nanoseconds of virtual time since the run began.
    pub at: u64,
    /// The thread that said it, as an index into the run's threads.
    pub thread: usize,
    /// The line, without its end.
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Spawned(Tid),
    Waits(Wait),
    Woken,
    Ended,
    /// An operation that went through, as a verb.
    Did {
        verb: &'static str,
        object: Option<ObjectId>,
        depth: Option<usize>,
    },
    Said(usize),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) at: Nanos,
    pub(crate) thread: Tid,
    pub(crate) place: Option<Place>,
    pub(crate) what: What,
}

/// Candidates after which decisions are not noted any more: with ten thousand
/// threads each decision has as many.
const CANDIDATES: usize = 1_000_000;

/// Bytes of lines after which a run is given up.
const FLOOD: usize = 256 << 20;

pub(crate) struct Recorder {
    pub(crate) events: Option<Vec<Event>>,
    pub(crate) lines: Vec<Line>,
    /// Kept if the events are.
    pub(crate) decisions: Vec<Decision>,
    /// In all decisions together.
    candidates: usize,
    /// Bytes of all lines together.
    said: usize,
    live: bool,
    /// Set when the run is taken apart: what happens then is no part of it.
    pub(crate) over: bool,
}

impl Recorder {
    pub(crate) fn new(config: &Config) -> Recorder {
        Recorder {
            events: config.trace.then(Vec::new),
            lines: Vec::new(),
            decisions: Vec::new(),
            candidates: 0,
            said: 0,
            live: config.live,
            over: false,
        }
    }

    /// The lines and their bytes, if a run of so many steps was given up for them.
    pub(crate) fn flood(&self, steps: u64) -> Option<(usize, usize)> {
        let lines = self.lines.len();
        let is_flood = self.said > FLOOD || 2 * lines as u64 > steps;
        is_flood.then_some((lines, self.said))
    }

    #[inline]
    fn push(&mut self, at: Nanos, thread: Tid, place: Option<Place>, what: What) {
        if let Some(events) = &mut self.events
            && !self.over
        {
            events.push(Event {
                at,
                thread,
                place,
                what,
            });
        }
    }

    /// Notes that a schedule chose candidate number `taken`.
    pub(crate) fn decided(
        &mut self,
        choice: Choice<'_>,
        threads: &[Thread],
        taken: usize,
    ) {
        let Some(events) = &self.events else { return };
        if self.candidates > CANDIDATES {
            return;
        }
        self.candidates += choice.len();
        let running = match choice {
            Choice::Thread {
                running: Some(Running::First(thread) | Running::Last(thread)),
                ..
            } => Some(thread),
            _ => None,
        };
        let candidate = |index| match (choice.thread(index), choice) {
            (Some(thread), _) => Candidate::Thread {
                thread,
                place: threads[thread].waits_at,
                running: running == Some(thread),
            },
            (None, Choice::Thread { .. }) => Candidate::Clock,
            (None, Choice::Any(_)) => Candidate::Other,
        };
        self.decisions.push(Decision {
            event: events.len(),
            candidates: (0..choice.len()).map(candidate).collect(),
            taken,
        });
    }

    pub(crate) fn wait(&mut self, at: Nanos, thread: Tid, wait: Wait, place: Place) {
        self.push(at, thread, Some(place), What::Waits(wait));
    }

    pub(crate) fn woken(&mut self, at: Nanos, thread: Tid) {
        self.push(at, thread, None, What::Woken);
    }

    pub(crate) fn ended(&mut self, at: Nanos, thread: Tid) {
        self.push(at, thread, None, What::Ended);
    }
}

impl State {
    /// Notes an operation of the current thread that went through. Destructors
    /// know no place.
    #[inline]
    pub(crate) fn did(
        &mut self,
        verb: &'static str,
        object: Option<ObjectId>,
        place: impl Into<Option<Place>>,
    ) {
        if self.record.events.is_some() {
            let depth = object
                .filter(|&o| {
                    self.objects[o].kind == super::object::ObjectKind::Channel
                })
                .map(|o| self.objects[o].depth);
            let what = What::Did {
                verb,
                object,
                depth,
            };
            self.record
                .push(self.clock.now, self.current, place.into(), what);
        }
    }

    pub(crate) fn spawned(&mut self, child: Tid, place: Place) {
        let what = What::Spawned(child);
        self.record
            .push(self.clock.now, self.current, Some(place), what);
    }

    fn say(&mut self, text: String, place: Place) {
        if self.record.over {
            return;
        }
        let at = self.clock.now;
        if self.record.live {
            output::line(at, &text);
        }
        let what = What::Said(self.record.lines.len());
        self.record.push(at, self.current, Some(place), what);
        self.record.said += text.len();
        self.record.lines.push(Line {
            at,
            thread: self.current,
            text,
        });
        if self.record.said > FLOOD {
            self.end(Ending::StepBound {
                thread: self.current,
                place,
            });
        }
    }
}

/// What [`crate::println!`] calls.
#[doc(hidden)]
#[track_caller]
pub fn say(text: std::fmt::Arguments<'_>) {
    let place = here();
    let text = text.to_string();
    if active() {
        // Two lines of two threads may come in either order.
        point(place);
        try_with(|state| state.say(text, place));
    } else {
        output::line(crate::time::since_start(), &text);
    }
}
