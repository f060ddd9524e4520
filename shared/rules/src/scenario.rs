//! The parts of a rule's program.

use std::borrow::Cow;
use std::fmt::Display;

use lab::trace::{Trace, What};

/// Begins the line that names a scenario.
const MARK: &str = "▶ ";

/// Says that the program now calls the exercise anew, and in which way. What fails
/// from here on is told and drawn from here on; what came before is left out.
pub fn scenario(what: impl Display) {
    lab::println!("{MARK}{}", crate::check::with_max(&what.to_string()));
}

/// `1 worker`, `3 workers`.
pub fn counted(count: usize, one: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {one}{s}")
}

/// Times in few words, also when there are many of the same: `[10, 20] ms`.
pub fn in_millis(millis: &[u64]) -> String {
    match millis {
        [first, rest @ ..]
            if rest.len() > 9 && rest.iter().all(|it| it == first) =>
        {
            format!("{first} ms each, {} of them", millis.len())
        }
        _ => format!("{millis:?} ms"),
    }
}

/// `none is allowed`, `1 is allowed`, `4 are allowed`.
pub fn allowed(most: usize) -> String {
    match most {
        0 => "none is allowed".to_owned(),
        1 => "1 is allowed".to_owned(),
        most => format!("{most} are allowed"),
    }
}

/// The last scenario that a run came to.
pub(crate) struct Last<'a> {
    /// From 1.
    number: usize,
    what: &'a str,
    /// From which event on.
    event: usize,
}

impl Last<'_> {
    pub(crate) fn of(trace: &Trace) -> Option<Last<'_>> {
        let events = trace.events.iter().enumerate();
        let mut named = events.filter_map(|(event, it)| match &it.what {
            What::Said(line) => Some((event, line.strip_prefix(MARK)?)),
            _ => None,
        });
        let number = named.clone().count();
        let (event, what) = named.next_back()?;
        Some(Last {
            number,
            what,
            event,
        })
    }

    /// In one line; of the first, nobody knows whether others would have come.
    pub(crate) fn told(&self) -> String {
        match self.number {
            1 => format!("scenario: {}", self.what),
            number => format!("scenario {number}: {}", self.what),
        }
    }

    /// What happened in it.
    pub(crate) fn trace<'a>(&self, whole: &'a Trace) -> Cow<'a, Trace> {
        match self.number {
            1 => Cow::Borrowed(whole),
            _ => Cow::Owned(whole.since(self.event)),
        }
    }
}
