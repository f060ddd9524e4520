//! Explains why a run could not go on, so that it can be mended from the text.
//!
//! A thread waits for whoever could end its wait: a receiver for those who hold
//! a sender, a lock for its holder, a join for the thread. Who holds what is not
//! guessed: when everything has stopped the run is taken apart, thread by
//! thread, and each handle is noted with the thread that dropped it.

mod advice;
mod cycle;
mod dead_end;
mod waits;

pub(super) use advice::is_head;

use super::Report;
use super::scene::{Scene, StuckThread};
use super::words::{Names, at_or_after, shorten};
use crate::engine::object::{End, ObjectId, Place};
use crate::engine::state::{State, Tid, Wait};
use std::time::Duration;
use trace::source;

struct Explainer<'a> {
    state: &'a State,
    scene: &'a Scene,
    names: Names,
}

pub(super) fn deadlock(state: &State, scene: &Scene) -> Report {
    let explainer = Explainer::new(state, scene);
    let mut details = explainer.waits();
    let panics = explainer.panics();
    let mut begin = "To mend it:";
    details.extend(panics);
    if explainer.a_panic_skips() {
        details.push(format!(
            "{begin} a panic skips what its thread was still to do; if others wait \
             for that, do it in a destructor, or catch the panic."
        ));
        begin = "If that is not it:";
    }
    let mut cycle = explainer.cycle().unwrap_or_default();
    if explainer.keeps_others_away(&cycle) {
        cycle.clear();
    }
    let (sentence, advice) = if cycle.is_empty() {
        explainer.dead_end()
    } else {
        (
            format!("deadlock: {}", explainer.cycle_in_words(&cycle)),
            Some(explainer.advice(&cycle)),
        )
    };
    if let Some(advice) = advice {
        details.push(format!("{begin} {advice}"));
    }
    Report {
        sentence,
        details,
        cycle,
    }
}

pub(super) fn leaked(state: &State, scene: &Scene) -> Report {
    let explainer = Explainer::new(state, scene);
    let labels: Vec<_> = scene.stuck.iter().map(|s| state.label(s.thread)).collect();
    let (was, them, they_are) = match labels.as_slice() {
        [_] => ("was", "it", "it is"),
        _ => ("were", "them", "they are"),
    };
    let mut details = explainer.waits();
    details.extend(explainer.panics());
    details.extend(explainer.spawns());
    details.push(format!(
        "When main returns, the process ends and takes {them} along, wherever \
         {they_are}. Join {them} before."
    ));
    Report {
        sentence: format!(
            "leaked thread: main returned while {} {was} still alive",
            shorten(&labels)
        ),
        details,
        ..Report::default()
    }
}

pub(super) fn polling(
    state: &State,
    thread: Tid,
    place: Place,
    times: u32,
) -> Report {
    let label = state.label(thread);
    Report {
        sentence: format!(
            "polling: {label} asked {times} times at one instant, and nothing changed"
        ),
        details: vec![
            format!(
                "It asks at {}{}",
                asked_at(state, thread, place),
                quote(place)
            ),
            "A thread that keeps asking burns a processor, also when it yields \
             between, and here it stops the clock. Wait instead: `recv`, `select!`, \
             `Condvar::wait` or `park` return when there is something to do."
                .to_owned(),
        ],
        ..Report::default()
    }
}

pub(super) fn asks_closed(
    state: &State,
    thread: Tid,
    place: Place,
    times: u32,
) -> Report {
    let label = state.label(thread);
    Report {
        sentence: format!(
            "polling: {label} asked a closed channel {times} times at one instant"
        ),
        details: vec![
            format!("It asks at {}{}", asked_at(state, thread, place), quote(place)),
            "A closed channel stays closed, and answers at once, with an error, for \
             ever. Leave the loop on that error; in a `select!` with other arms, put `never()` in the place \
             of the closed channel."
                .to_owned(),
        ],
        ..Report::default()
    }
}

pub(super) fn step_bound(
    state: &State,
    scene: Option<&Scene>,
    thread: Tid,
    place: Place,
) -> Report {
    let label = state.label(thread);
    let steps = state.steps;
    let given_up = format!("the run was given up after {steps} operations");
    let explainer = scene.map(|scene| Explainer::new(state, scene));
    let joins = explainer
        .as_ref()
        .and_then(|e| Some((e, e.long_join(thread)?)));
    let kept = joins.and_then(|(e, joins)| e.keeps_going(joins, thread));
    let flood = state.record.flood(steps);
    let (sentence, advice) = match (flood, kept, looks(state, thread)) {
        (Some((lines, bytes)), ..) => (
            format!(
                "too much output: {given_up}, of which {lines} printed a line, {} MB \
                 in all",
                bytes >> 20
            ),
            vec![
                "It prints more than anybody reads: look for a loop that nothing ends."
                    .to_owned(),
            ],
        ),
        (None, Some((short, details)), _) => {
            (format!("too many steps: {given_up}, {short}"), details)
        }
        (None, None, Some((times, period))) => (
            format!(
                "polling: {label} looked {times} times, once in {period:?}; {given_up}"
            ),
            vec![
                "To mend it: let it wait for what it looks for, instead of sleeping and \
                 looking again: `recv`, `select!`, `recv_timeout`, `Condvar::wait` or \
                 `park` return when there is something to do. If that never comes, the \
                 loop has no end."
                    .to_owned(),
            ],
        ),
        (None, None, None) => (
            format!("too many steps: {given_up}"),
            vec![
                "Something goes on without an end, or is larger than a lab can hold: \
                 look for a loop that nothing ends, and try it with less to do."
                    .to_owned(),
            ],
        ),
    };
    let mut details = vec![format!(
        "{label} took the most of them, {}; the last one at {}{}",
        state.threads[thread].steps,
        asked_at(state, thread, place),
        quote(place)
    )];
    let is_told = advice.len() > 1;
    details.extend(advice);
    details.extend(explainer.iter().flat_map(Explainer::long_waits));
    if let Some((explainer, joins)) = joins.filter(|_| !is_told) {
        details.push(explainer.long_wait(joins));
    }
    Report {
        sentence,
        details,
        ..Report::default()
    }
}

/// How often a thread slept and looked again, and for how long it slept, if it did
/// hardly anything else.
fn looks(state: &State, thread: Tid) -> Option<(u32, Duration)> {
    let thread = &state.threads[thread];
    let sleeps = u64::from(thread.waits);
    // Once a sleep, or a few times; a wait with a timeout looks less often.
    let looks_and_sleeps = sleeps * 19 / 10..=sleeps * 4;
    let is_looking = sleeps > 0 && looks_and_sleeps.contains(&thread.steps);
    let is_it = thread.wait == Wait::Sleep && thread.busy == 0 && is_looking;
    is_it.then(|| {
        let period = Duration::from_nanos(thread.waited / sleeps);
        (thread.waits, period)
    })
}

impl<'a> Explainer<'a> {
    fn new(state: &'a State, scene: &'a Scene) -> Explainer<'a> {
        Explainer {
            state,
            scene,
            names: Names::of(state),
        }
    }

    fn label(&self, thread: Tid) -> String {
        self.state.label(thread)
    }

    fn stuck(&self, thread: Tid) -> Option<&StuckThread> {
        self.scene.stuck.iter().find(|s| s.thread == thread)
    }

    /// The handles of one end that were alive.
    fn alive(&self, object: ObjectId, end: End) -> Vec<usize> {
        let handles = &self.state.objects[object].handles;
        let alive = self.scene.handles[object].iter().copied();
        alive.filter(|&h| handles[h].end == end).collect()
    }
}

/// Where a thread was when the run was ended because of it.
fn asked_at(state: &State, thread: Tid, place: Place) -> String {
    at_or_after(place, state.threads[thread].own_line)
}

/// The line of source, where it is at hand.
pub(super) fn quote(place: Place) -> String {
    source::line(place).map_or_else(String::new, |line| format!("\n        {line}"))
}
