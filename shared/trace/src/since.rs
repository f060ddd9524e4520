//! The end of a trace, as a trace of its own.

use crate::{Event, Trace, What};

impl Trace {
    /// What there is from event number `first` on: times count from there, who had ended
    /// by then is left out, and the others first begin what they were about. Without the
    /// decisions, which would mean nothing.
    #[must_use]
    pub fn since(&self, first: usize) -> Trace {
        let first = first.min(self.events.len());
        let (before, events) = self.events.split_at(first);
        let start = events.first().map_or(self.end, |event| event.at);
        let has_ended = |thread| {
            let of = |e: &&Event| e.thread == thread && e.what == What::Ended;
            before.iter().rfind(of).is_some()
        };
        let threads = kept(self.threads.len(), |thread| !has_ended(thread));
        let begun = threads
            .iter()
            .filter_map(|&thread| under_way(before, thread));
        let begun: Vec<Event> =
            begun.map(|event| Event { at: start, ..event }).collect();
        let events = || begun.iter().chain(events);
        let is_used = |object| {
            let of = |e: &Event| e.what.object() == Some(object);
            events().any(of)
        };
        let objects = kept(self.objects.len(), is_used);
        let new_thread = |old: usize| threads.binary_search(&old).ok();
        let new_object = |old: usize| objects.binary_search(&old).ok();
        let events = events().filter_map(|event| {
            let mut event = Event {
                at: event.at - start,
                thread: new_thread(event.thread)?,
                ..event.clone()
            };
            if let What::Spawned(thread) = &mut event.what {
                *thread = new_thread(*thread)?;
            }
            if let Some(object) = event.what.object_mut() {
                *object = object.and_then(new_object);
            }
            Some(event)
        });
        let thread = |&old: &usize| {
            let mut thread = self.threads[old].clone();
            thread.began = thread.began.saturating_sub(start);
            thread.ended = thread.ended.map(|ended| ended.saturating_sub(start));
            thread
        };
        Trace {
            threads: threads.iter().map(thread).collect(),
            objects: objects.iter().map(|&o| self.objects[o].clone()).collect(),
            events: events.collect(),
            end: self.end - start,
            failure: self.failure.clone(),
            note: self.note.clone(),
            decisions: Vec::new(),
        }
    }
}

/// What a thread is about after these events: the one that began it, or, if it could
/// run, that it was woken. `None` for who was not yet there, and for main, which always
/// is, when it could run.
fn under_way(before: &[Event], thread: usize) -> Option<Event> {
    let last = before.iter().rfind(|event| match event.what {
        What::Spawned(child) if child == thread => true,
        What::Stopped(_) | What::Woken => event.thread == thread,
        _ => false,
    })?;
    Some(match last.what {
        What::Stopped(_) => last.clone(),
        _ => Event {
            at: last.at,
            thread,
            place: None,
            what: What::Woken,
        },
    })
}

/// The numbers below `count` that are wanted, in ascending order.
fn kept(count: usize, is_wanted: impl Fn(usize) -> bool) -> Vec<usize> {
    (0..count).filter(|&n| is_wanted(n)).collect()
}
