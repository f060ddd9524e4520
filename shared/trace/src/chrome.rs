use crate::spans::{Span, State};
use crate::write::Json;
use crate::{Trace, What, source, text};

impl Trace {
    /// The run in the trace event format of Chrome: opens in
    /// <https://ui.perfetto.dev> and in `chrome://tracing`. A microsecond there
    /// is a microsecond of virtual time.
    ///
    /// Each thread is a track with its spans, each line it printed an instant,
    /// each channel a counter of its messages.
    pub fn chrome(&self) -> String {
        let mut json = Json::default();
        json.object(|json| {
            json.key("displayTimeUnit").text("ms");
            json.key("traceEvents")
                .array(self.records(), |json, record| {
                    json.object(|json| record.fields(json));
                });
        });
        json.finish()
    }

    fn records(&self) -> Vec<Record<'_>> {
        let threads = self.threads.iter().enumerate();
        let mut records: Vec<Record<'_>> = threads
            .map(|(thread, t)| Record::Name(thread, &t.name))
            .collect();
        for (thread, spans) in self.spans().into_iter().enumerate() {
            let spans = spans.into_iter().filter(|span| span.duration() > 0);
            records.extend(spans.map(|span| Record::Span(thread, span)));
        }
        for (event, now) in self.events.iter().zip(self.moments()) {
            if let What::Said(line) = &event.what {
                records.push(Record::Said(event.thread, now.at, line));
            }
        }
        for (object, series) in self.depths() {
            let name = text::label(&self.objects[object]);
            let counts = series.points.into_iter();
            records.extend(
                counts.map(|(now, n)| Record::Count(name.clone(), now.at, n)),
            );
        }
        records
    }
}

enum Record<'a> {
    Name(usize, &'a str),
    Span(usize, Span<'a>),
    Said(usize, u64, &'a str),
    Count(String, u64, usize),
}

impl Record<'_> {
    fn fields(&self, json: &mut Json) {
        let mut head = |phase, name: &str, thread: usize, at: u64| {
            json.key("ph").text(phase);
            json.key("name").text(name);
            json.key("pid").plain(1);
            json.key("tid").plain(thread);
            json.key("ts").plain(micros(at));
        };
        match self {
            Record::Name(thread, name) => {
                head("M", "thread_name", *thread, 0);
                json.key("args").object(|json| json.key("name").text(name));
            }
            Record::Span(thread, span) => {
                head("X", &span_name(span), *thread, span.from.at);
                json.key("dur").plain(micros(span.duration()));
                json.key("args").object(|json| {
                    if let Some(place) = span.place {
                        json.key("place").text(&source::named(place));
                    }
                    if let Some(said) = span.said {
                        json.key("said").text(said);
                    }
                });
            }
            Record::Said(thread, at, line) => {
                head("i", line, *thread, *at);
                json.key("s").text("t");
            }
            Record::Count(name, at, count) => {
                head("C", name, 0, *at);
                json.key("args")
                    .object(|json| json.key("messages").plain(count));
            }
        }
    }
}

/// What a span is, in a word or two: "works", "waits to receive from `jobs`".
pub(super) fn span_name(span: &Span<'_>) -> String {
    let state = match span.state {
        State::Runs => "could run",
        State::Works => "works",
        State::Sleeps => "sleeps",
        State::Waits | State::HeldUp => "waits",
    };
    match span.reason {
        Some(reason) => format!("{state} {reason}"),
        None => state.to_owned(),
    }
}

/// Microseconds with their fraction, as a JSON number.
fn micros(nanos: u64) -> String {
    let (whole, rest) = (nanos / 1_000, nanos % 1_000);
    if rest == 0 {
        return whole.to_string();
    }
    let rest = format!("{rest:03}");
    format!("{whole}.{}", rest.trim_end_matches('0'))
}
