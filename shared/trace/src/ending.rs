//! Who had not ended when the run did.

use crate::spans::{Span, State};
use crate::{Trace, text};

/// How many threads that do the same are named.
const NAMED: usize = 4;

impl Trace {
    /// The failure, and what everyone who was left was doing: a few lines of
    /// about `limit` columns, or nothing if all went well.
    pub(crate) fn ending(
        &self,
        spans: &[Vec<Span<'_>>],
        limit: usize,
    ) -> Vec<String> {
        let mut groups: Vec<(Doing, Vec<&str>)> = Vec::new();
        for (thread, spans) in self.threads.iter().zip(spans) {
            let Some(last) = spans.last() else { continue };
            if thread.ended.is_some() {
                continue;
            }
            let doing = Doing::of(last);
            match groups.iter_mut().find(|(d, _)| *d == doing) {
                Some((_, names)) => names.push(&thread.name),
                None => groups.push((doing, vec![&thread.name])),
            }
        }
        let main = self.threads.first().and_then(|main| main.ended);
        let headline = match (&self.failure, main) {
            (Some(failure), _) => failure.sentence.as_str(),
            (None, _) if groups.is_empty() => return Vec::new(),
            (None, Some(_)) => "main returned before these had ended:",
            (None, None) => "the run stopped before these had ended:",
        };
        let headline = text::wrap(headline, limit.saturating_sub(2));
        let mut lines: Vec<String> = Vec::new();
        for line in headline {
            let mark = if lines.is_empty() { '✗' } else { ' ' };
            lines.push(format!("{mark} {line}"));
        }
        for (doing, names) in groups {
            let what = if names.len() == 1 {
                doing.one
            } else {
                doing.many
            };
            lines.push(format!("  {} {what}{}", list(&names), doing.place));
        }
        lines
    }
}

#[derive(PartialEq)]
struct Doing {
    one: String,
    many: String,
    place: String,
}

impl Doing {
    fn of(span: &Span<'_>) -> Doing {
        let (one, many) = match span.state {
            State::Runs => ("is ready to run", "are ready to run"),
            State::Works => ("is at work", "are at work"),
            State::Sleeps => ("sleeps", "sleep"),
            State::Waits | State::HeldUp => ("waits", "wait"),
        };
        let reason = span.reason.map(|reason| format!(" {reason}"));
        let reason = reason.unwrap_or_default();
        let place = span.place.map(|p| format!("  ({})", text::place(p)));
        Doing {
            one: format!("{one}{reason}"),
            many: format!("{many}{reason}"),
            place: place.unwrap_or_default(),
        }
    }
}

fn list(names: &[&str]) -> String {
    let named: Vec<String> = names
        .iter()
        .take(NAMED)
        .map(|name| text::cut(name, 24))
        .collect();
    let more = names.len() - named.len();
    match &named[..] {
        _ if more > 0 => format!("{} and {more} more", named.join(", ")),
        [most @ .., last] if !most.is_empty() => {
            format!("{} and {last}", most.join(", "))
        }
        all => all.concat(),
    }
}
