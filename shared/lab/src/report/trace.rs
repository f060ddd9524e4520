use std::mem;
use std::time::Duration;

use ::trace::{Activity, Event, Object, Report, Thread, Trace, What};

use super::words::{self, Names};
use crate::engine::record::{self, Line};
use crate::engine::{State, Wait};

/// The trace of a run that is over; takes its decisions along.
pub(crate) fn of(
    state: &mut State,
    failure: Option<Report>,
    note: Option<Report>,
) -> Trace {
    let decisions = mem::take(&mut state.record.decisions);
    let state = &*state;
    let names = Names::of(state);
    let threads = state.labels().into_iter().zip(&state.threads);
    let threads = threads.map(|(name, thread)| Thread {
        name,
        spawned_at: thread.spawned_at,
        began: Duration::from_nanos(thread.began),
        ended: thread.finished.map(Duration::from_nanos),
    });
    let objects = state.objects.iter().enumerate().map(|(id, object)| Object {
        name: names.whole(id).to_owned(),
        kind: object.kind,
        capacity: object.capacity,
        made_at: object.made_at,
    });
    let events = state.record.events.iter().flatten().map(|event| Event {
        at: Duration::from_nanos(event.at),
        thread: event.thread,
        place: event.place,
        what: what(state, &names, event, &state.record.lines),
    });
    Trace {
        threads: threads.collect(),
        objects: objects.collect(),
        events: events.collect(),
        end: Duration::from_nanos(state.clock.now),
        failure,
        note,
        decisions,
    }
}

fn what(
    state: &State,
    names: &Names,
    event: &record::Event,
    lines: &[Line],
) -> What {
    match &event.what {
        record::What::Spawned(thread) => What::Spawned(*thread),
        record::What::Waits(Wait::Work) => What::Stopped(Activity::Works),
        record::What::Waits(Wait::Sleep) => What::Stopped(Activity::Sleeps),
        record::What::Waits(wait) => What::Stopped(Activity::Waits {
            reason: words::waits_for(state, names, *wait),
            object: words::object_of(*wait),
        }),
        record::What::Woken => What::Woken,
        record::What::Ended => What::Ended,
        record::What::Did {
            verb,
            object,
            depth,
        } => What::Did {
            verb,
            object: *object,
            depth: *depth,
        },
        record::What::Said(line) => What::Said(lines[*line].text.clone()),
    }
}
