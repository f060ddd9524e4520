use std::collections::BTreeMap;

use crate::spans::{Moment, Series, Span, State, nanos};
use crate::write::Json;
use crate::{Activity, Event, Object, Thread, Trace, What, text};
use crate::{Report, source};

impl Trace {
    /// The whole run as one JSON object, always with the same fields in the
    /// same order.
    ///
    /// Times are nanoseconds of virtual time. Threads and objects are named by
    /// their index. A `step` counts the operations before it, as the rows of
    /// [`steps`](Trace::steps) do, but from 0. A `place` is `file:line`; it, and
    /// all else that may be missing, is `null` then.
    ///
    /// ```text
    /// format      "lab-trace/2"
    /// end         when the run ended; end_step: its number of operations
    /// failure     what went wrong: { sentence, details, cycle }: lines of text,
    ///             and the threads that wait for each other in a circle
    /// note        what should be known though nothing went wrong: the same
    /// threads     [{ name, spawned_at, began, ended }]
    /// objects     [{ name, kind, capacity, made_at }]
    /// events      [{ at, step, thread, place, what, … }]
    ///               what: "spawned" (child), "works", "sleeps",
    ///               "waits" (reason, object), "woken", "ended",
    ///               "did" (verb, object, depth), "said" (text)
    /// spans       for each thread, its life without gaps:
    ///             [{ from, to, from_step, to_step, state, … }]
    ///               state: "runs", "works", "sleeps", "waits", or "held up":
    ///               by a lock or a full queue; with reason, object, place, said
    /// depths      for each channel that ever held a message:
    ///             [{ object, peak, points: [[at, step, messages], …] }]
    /// transcript  [{ at, step, thread, text }]
    /// code        for each place of an event, the line of source there
    /// ```
    pub fn json(&self) -> String {
        let mut json = Json::default();
        json.object(|json| {
            let end = self.last_moment();
            json.key("format").text("lab-trace/2");
            json.key("end").plain(end.at);
            json.key("end_step").plain(end.step);
            json.key("failure").maybe(self.failure.as_ref(), report);
            json.key("note").maybe(self.note.as_ref(), report);
            json.key("threads").array(&self.threads, thread);
            json.key("objects").array(&self.objects, object);
            let events = self.events.iter().zip(self.moments());
            json.key("events").array(events.clone(), event);
            json.key("spans").array(self.spans(), |json, spans| {
                json.array(spans, span);
            });
            json.key("depths").array(self.depths(), depth);
            let said = events.filter_map(|(event, now)| match &event.what {
                What::Said(text) => Some((now, event.thread, text)),
                _ => None,
            });
            json.key("transcript")
                .array(said, |json, (now, thread, text)| {
                    json.object(|json| {
                        moment(json, now);
                        json.key("thread").plain(thread);
                        json.key("text").text(text);
                    });
                });
            json.key("code").object(|json| self.code(json));
        });
        json.finish()
    }
}

impl Trace {
    fn code(&self, json: &mut Json) {
        let places = self.events.iter().filter_map(|event| event.place);
        let by_name: BTreeMap<_, _> =
            places.map(|place| (source::named(place), place)).collect();
        for (name, place) in by_name {
            if let Some(line) = source::line(place) {
                json.key(&name).text(&line);
            }
        }
    }
}

fn report(json: &mut Json, report: &Report) {
    json.object(|json| {
        json.key("sentence").text(&report.sentence);
        let line = |json: &mut Json, line: &String| json.text(line);
        json.key("details").array(&report.details, line);
        json.key("cycle").array(&report.cycle, Json::plain);
    });
}

fn moment(json: &mut Json, now: Moment) {
    json.key("at").plain(now.at);
    json.key("step").plain(now.step);
}

fn thread(json: &mut Json, thread: &Thread) {
    json.object(|json| {
        json.key("name").text(&thread.name);
        json.key("spawned_at").place(thread.spawned_at);
        json.key("began").plain(nanos(thread.began));
        json.key("ended")
            .maybe(thread.ended.map(nanos), Json::plain);
    });
}

fn object(json: &mut Json, object: &Object) {
    json.object(|json| {
        json.key("name").text(&text::label(object));
        json.key("kind").text(&format!("{:?}", object.kind));
        json.key("capacity").maybe(object.capacity, Json::plain);
        json.key("made_at").place(object.made_at);
    });
}

fn event(json: &mut Json, (event, now): (&Event, Moment)) {
    json.object(|json| {
        moment(json, now);
        json.key("thread").plain(event.thread);
        json.key("place")
            .maybe(event.place, |json, place| json.place(place));
        let what = json.key("what");
        match &event.what {
            What::Spawned(child) => {
                what.text("spawned");
                json.key("child").plain(child);
            }
            What::Stopped(Activity::Works) => what.text("works"),
            What::Stopped(Activity::Sleeps) => what.text("sleeps"),
            What::Stopped(Activity::Waits { reason, object }) => {
                what.text("waits");
                json.key("reason").text(reason);
                json.key("object").maybe(*object, Json::plain);
            }
            What::Woken => what.text("woken"),
            What::Ended => what.text("ended"),
            What::Did {
                verb,
                object,
                depth,
            } => {
                what.text("did");
                json.key("verb").text(verb);
                json.key("object").maybe(*object, Json::plain);
                json.key("depth").maybe(*depth, Json::plain);
            }
            What::Said(text) => {
                what.text("said");
                json.key("text").text(text);
            }
        }
    });
}

fn span(json: &mut Json, span: Span<'_>) {
    json.object(|json| {
        json.key("from").plain(span.from.at);
        json.key("to").plain(span.to.at);
        json.key("from_step").plain(span.from.step);
        json.key("to_step").plain(span.to.step);
        json.key("state").text(match span.state {
            State::Runs => "runs",
            State::Waits => "waits",
            State::HeldUp => "held up",
            State::Sleeps => "sleeps",
            State::Works => "works",
        });
        json.key("reason").maybe(span.reason, Json::text);
        json.key("object").maybe(span.object, Json::plain);
        json.key("place")
            .maybe(span.place, |json, place| json.place(place));
        json.key("said").maybe(span.said, Json::text);
    });
}

fn depth(json: &mut Json, (object, series): (usize, Series)) {
    json.object(|json| {
        json.key("object").plain(object);
        json.key("peak").plain(series.peak());
        json.key("points")
            .array(series.points, |json, (now, depth)| {
                json.array([now.at, now.step as u64, depth as u64], Json::plain);
            });
    });
}
