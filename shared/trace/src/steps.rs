use std::fmt::Write;
use std::panic::Location;

use crate::fold::{self, Fold};
use crate::source::Place;
use crate::spans::{Moment, Span, State, nanos};
use crate::{Activity, Event, Trace, What, axis, source, text};

/// With more threads than this, a column for each would not fit.
const MOST_COLUMNS: usize = 4;

const WIDTH: usize = 100;
const WIDEST_COLUMN: usize = 16;

impl Trace {
    /// The last `last` operations as a numbered table, at most 100 columns
    /// wide: a column for each thread, or for its name if there are too many.
    ///
    /// Where a thread does nothing, its column says whether it could: `│` it
    /// could run, `┊` it waits, `█` it is at work. What is done over and over is shown
    /// once.
    pub fn steps(&self, last: usize) -> String {
        let spans = self.spans();
        let all = self.last_moment().step;
        if all == 0 {
            return "nothing happened\n".to_owned();
        }
        let woken = |event: &&Event| event.what == What::Woken;
        let steps: Vec<_> = self.events.iter().filter(|e| !woken(e)).collect();
        let folds = fold::folds(&steps);
        let left_out = left_out(&folds, all, last);
        let mut folds = folds.iter().peekable();
        let table = Table::new(self, &spans, left_out);
        let mut out = table.head();
        if left_out > 0 {
            let steps = if left_out == 1 {
                "step is"
            } else {
                "steps are"
            };
            let _ = writeln!(out, "… {left_out} earlier {steps} not shown");
        }
        let mut shown_time = None;
        let mut last_own = vec![None; self.threads.len()];
        for (event, now) in self.events.iter().zip(self.moments()) {
            let after = last_own[event.thread];
            if let Some(place) = event.place
                && source::stranger(place).is_none()
            {
                last_own[event.thread] = event.place;
            }
            if now.step < left_out || event.what == What::Woken {
                continue;
            }
            while folds.next_if(|f| f.hidden.end <= now.step).is_some() {}
            if let Some(fold) = folds.peek()
                && fold.hidden.contains(&now.step)
            {
                if fold.hidden.start == now.step {
                    let _ = writeln!(out, "{}", fold.in_words());
                }
                continue;
            }
            let time = (shown_time != Some(now.at)).then_some(now.at);
            shown_time = Some(now.at);
            out += &table.row(event, after, now, time);
        }
        if !table.columns.is_empty() {
            out += "\n│ can run   ┊ waits   █ at work\n";
        }
        out
    }

    /// An event in words, as something its thread does.
    pub(crate) fn in_words(&self, event: &Event) -> String {
        match &event.what {
            What::Spawned(child) => {
                format!("spawns {}", self.threads[*child].name)
            }
            What::Stopped(Activity::Works) => "works".to_owned(),
            What::Stopped(Activity::Sleeps) => "sleeps".to_owned(),
            What::Stopped(Activity::Waits { reason, .. }) => {
                format!("waits {reason}")
            }
            What::Woken => "is woken".to_owned(),
            What::Ended => "ends".to_owned(),
            What::Did {
                verb,
                object,
                depth,
            } => match depth {
                Some(depth) => {
                    let what = self.operation(verb, *object);
                    format!("{what} ({depth} queued)")
                }
                None => self.operation(verb, *object),
            },
            What::Said(line) => format!("prints “{line}”"),
        }
    }
}

/// How many steps come before the last `last` rows.
fn left_out(folds: &[Fold], all: usize, last: usize) -> usize {
    let (mut first, mut room) = (all, last);
    for fold in folds.iter().rev() {
        let after = first - fold.hidden.end;
        // A row that tells of the same steps, and at least those once.
        if after + fold.body + 1 > room {
            break;
        }
        room -= after + 1;
        first = fold.hidden.start;
    }
    // What is folded and has no room for both is left out whole.
    let fold = folds.iter().rev().find(|fold| fold.hidden.end <= first);
    let least = fold.map_or(0, |fold| fold.hidden.end);
    first.saturating_sub(room).max(least)
}

struct Table<'a> {
    trace: &'a Trace,
    spans: &'a [Vec<Span<'a>>],
    /// Where each thread's column begins; nothing if there are too many.
    columns: Vec<usize>,
    /// Of the names, if they share one column.
    names: usize,
    number: usize,
    /// Of the time, if there is any.
    time: usize,
    one_file: Option<&'a str>,
}

impl<'a> Table<'a> {
    fn new(trace: &'a Trace, spans: &'a [Vec<Span<'a>>], first: usize) -> Self {
        let places = trace.events.iter().filter_map(|event| event.place);
        let own = places.filter(|place| source::stranger(place).is_none());
        let places = || own.clone();
        let file = places().next().map(Location::file);
        let timed = trace.end.as_nanos() > 0;
        let times = trace.events.iter().zip(trace.moments());
        let times = times.filter(|(_, now)| timed && now.step >= first);
        let time = times.map(|(e, _)| axis::time(nanos(e.at)).len()).max();
        let names = trace.threads.iter().map(|thread| text::width(&thread.name));
        let mut table = Table {
            trace,
            spans,
            columns: Vec::new(),
            names: names.max().unwrap_or(0).clamp(6, WIDEST_COLUMN),
            number: trace.last_moment().step.to_string().len().max(3),
            time: time.map_or(0, |time| time + 2),
            one_file: file.filter(|file| places().all(|p| p.file() == *file)),
        };
        if trace.threads.len() <= MOST_COLUMNS {
            let left = table.left();
            let column = |thread| left + thread * (table.names + 2);
            table.columns = (0..trace.threads.len()).map(column).collect();
        }
        table
    }

    /// Where the columns of the threads begin.
    fn left(&self) -> usize {
        self.number + 2 + self.time
    }

    fn head(&self) -> String {
        let mut line = format!("{:>1$}  ", "#", self.number);
        line += &text::pad(if self.time > 0 { "time" } else { "" }, self.time);
        if self.columns.is_empty() {
            line += &text::pad("thread", self.names);
            line += "  what";
        }
        for (thread, column) in self.trace.threads.iter().zip(&self.columns) {
            line = text::pad(&line, *column);
            line += &text::cut(&thread.name, self.names);
        }
        line + "\n"
    }

    fn row(
        &self,
        event: &Event,
        after: Option<Place>,
        now: Moment,
        time: Option<u64>,
    ) -> String {
        let time = time.filter(|_| self.time > 0).map(axis::time);
        let time = time.unwrap_or_default();
        let mut line = format!("{:>1$}  ", now.step + 1, self.number);
        line += &text::pad(&time, self.time);
        match self.columns.get(event.thread) {
            Some(&column) => {
                self.guide(&mut line, column, now);
                line += &self.what(event, after, WIDTH - column);
                line.push(' ');
                self.guide(&mut line, WIDTH, now);
            }
            None => {
                let name = &self.trace.threads[event.thread].name;
                line += &text::pad(name, self.names);
                line += "  ";
                let room = WIDTH - text::width(&line);
                line += &self.what(event, after, room);
            }
        }
        line.truncate(line.trim_end().len());
        line + "\n"
    }

    /// Fills the columns between what is written and `to`.
    fn guide(&self, line: &mut String, to: usize, now: Moment) {
        let used = text::width(line);
        for (&column, spans) in self.columns.iter().zip(self.spans) {
            if column < to && column >= used {
                *line = text::pad(line, column);
                line.push(mark(spans, now));
            }
        }
        if to < WIDTH {
            *line = text::pad(line, to);
        }
    }

    /// What a line of the standard library does for the program has no place of its
    /// own: it comes after the last line that has, which is `after`.
    fn what(&self, event: &Event, after: Option<Place>, room: usize) -> String {
        let words = self.trace.in_words(event);
        let Some(place) = event.place else {
            return text::cut(&words, room);
        };
        let short = |place: Place| match self.one_file {
            Some(_) => format!(":{}", place.line()),
            None => text::place(place),
        };
        let place = match (source::stranger(place), after) {
            (Some(_), Some(after)) => format!("after {}", short(after)),
            (Some(_), None) => text::place(place),
            (None, _) => short(place),
        };
        let room = room.saturating_sub(text::width(&place) + 2);
        format!("{}  {place}", text::cut(&words, room))
    }
}

fn mark(spans: &[Span<'_>], now: Moment) -> char {
    let now = spans
        .iter()
        .find(|span| (span.from.step..span.to.step).contains(&now.step));
    match now.map(|span| span.state) {
        None => ' ',
        Some(State::Runs) => '│',
        Some(State::Works) => '█',
        Some(State::Waits | State::HeldUp | State::Sleeps) => '┊',
    }
}
