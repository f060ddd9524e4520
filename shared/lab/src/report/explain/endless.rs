//! A run that was given up: who went on and on, and who waits meanwhile.

use std::time::Duration;

use super::super::Report;
use super::super::scene::{Scene, StuckThread};
use super::super::words;
use super::{Explainer, asked_at, quote};
use crate::engine::object::Place;
use crate::engine::state::{State, Tid, Wait};

pub(in crate::report) fn step_bound(
    state: &State,
    scene: Option<&Scene>,
    thread: Tid,
    place: Place,
) -> Report {
    let label = state.label(thread);
    let explainer = scene.map(|scene| Explainer::new(state, scene));
    let explainer = explainer.as_ref();
    let ending = flood(state)
        .or_else(|| kept_going(explainer?, thread))
        .or_else(|| polling(state, thread, place))
        .or_else(|| timed_out(state, explainer, thread))
        .or_else(|| at_one_instant(state))
        .unwrap_or_else(|| without_end(state, explainer));

    let waits_come_last = ending.waits.is_none();
    let mut details = ending.waits.unwrap_or_default();
    details.push(format!(
        "{label} took the most of them, {}; the last one at {}{}",
        state.threads[thread].steps,
        asked_at(state, thread, place),
        quote(place)
    ));
    details.extend(ending.advice);
    if waits_come_last {
        details.extend(explainer.into_iter().flat_map(|e| e.long_waits(None)));
    }
    details.extend(explainer.into_iter().flat_map(Explainer::died));
    Report {
        sentence: ending.sentence,
        details,
        ..Report::default()
    }
}

/// What is known of a run that was given up, and what to do about it.
struct Ending {
    sentence: String,
    /// Who waits without an end, if that comes before who goes on and on.
    waits: Option<Vec<String>>,
    advice: Vec<String>,
}

fn given_up(state: &State) -> String {
    format!("the run was given up after {} operations", state.steps)
}

/// The same, and who waits without an end: but for who goes on, that would be known as
/// what is wrong.
fn given_up_meanwhile(state: &State, explainer: Option<&Explainer>) -> String {
    let waiter = explainer.and_then(|e| Some(e.meanwhile(e.long().next()?)));
    let meanwhile = waiter.map_or(String::new(), |waits| format!(", {waits}"));
    given_up(state) + &meanwhile
}

/// It printed without an end.
fn flood(state: &State) -> Option<Ending> {
    let (lines, bytes) = state.record.flood(state.steps)?;
    Some(Ending {
        sentence: format!(
            "too much output: {}, of which {lines} printed a line, {} MB in all",
            given_up(state),
            bytes >> 20
        ),
        waits: None,
        advice: vec![
            "It prints more than anybody reads: look for a loop that nothing ends."
                .to_owned(),
        ],
    })
}

/// It is known why a thread goes on for whose end another one waits.
fn kept_going(explainer: &Explainer, busiest: Tid) -> Option<Ending> {
    let state = explainer.state;
    let (waiter, busy) = explainer.waits_for_its_end(busiest)?;
    let never_told = || {
        let told = explainer.never_told(waiter, busy);
        told.filter(|_| looks(state, busy).is_some())
    };
    let kept = explainer.keeps_going(waiter, busy);
    let kept = kept.or_else(never_told)?;
    let mut waits = vec![explainer.long_wait(waiter)];
    waits.extend(explainer.about_new(waiter, &mut Vec::new()));
    waits.extend(kept.about);
    waits.extend(explainer.long_waits(Some(waiter.thread)));
    Some(Ending {
        sentence: format!(
            "too many steps: {}, {}{}",
            given_up(state),
            explainer.meanwhile(waiter),
            kept.short
        ),
        waits: Some(waits),
        advice: vec![kept.advice],
    })
}

/// It slept and looked, again and again.
fn polling(state: &State, thread: Tid, place: Place) -> Option<Ending> {
    let (times, period) = looks(state, thread)?;
    Some(Ending {
        sentence: format!(
            "polling: {} looked {times} times, once in {period:?}, at {}; {}",
            state.label(thread),
            asked_at(state, thread, place),
            given_up(state)
        ),
        waits: None,
        advice: vec![
            "To mend it: let it wait for what it looks for, instead of sleeping and \
             looking again: `recv`, `select!`, `recv_timeout`, `Condvar::wait` or \
             `park` return when there is something to do. If that never comes, the \
             loop has no end."
                .to_owned(),
        ],
    })
}

/// Its waits ended with their timeouts.
fn timed_out(
    state: &State,
    explainer: Option<&Explainer>,
    thread: Tid,
) -> Option<Ending> {
    let label = state.label(thread);
    let advice = format!(
        "A timeout ended each of its waits: what {label} waits for did not come. Look \
         for who was to bring it. If {label} goes on until it is told to end, nobody \
         has told it."
    );
    let last_wait = explainer.into_iter().flat_map(|e| e.last_wait(thread));
    hardly_gets_anything(state, thread).then(|| Ending {
        sentence: format!(
            "too many steps: {}; {label} waited {} times until a timeout",
            given_up_meanwhile(state, explainer),
            state.threads[thread].timeouts
        ),
        waits: explainer.map(|e| e.long_waits(None)),
        advice: std::iter::once(advice).chain(last_wait).collect(),
    })
}

/// Time does not go on.
fn at_one_instant(state: &State) -> Option<Ending> {
    let steps = state.steps_at_this_instant();
    (steps > state.steps / 2).then(|| Ending {
        sentence: format!(
            "too many steps: {}, the last {steps} at one instant",
            given_up(state)
        ),
        waits: None,
        advice: vec![
            "Time goes on when every thread waits, and here somebody always goes on. \
             Who looks again and again for what others bring, as into a queue under a \
             lock, must wait for it instead, also if it yields between: `recv`, \
             `select!`, `Condvar::wait` or `park` return when there is something to \
             do. If that is not it: look for a loop that nothing ends, and try it with \
             less to do."
                .to_owned(),
        ],
    })
}

/// Nothing more is known.
fn without_end(state: &State, explainer: Option<&Explainer>) -> Ending {
    Ending {
        sentence: format!(
            "too many steps: {}",
            given_up_meanwhile(state, explainer)
        ),
        waits: explainer.map(|e| e.long_waits(None)),
        advice: vec![
            "Something goes on without an end, or is larger than a lab can hold: look \
             for a loop that nothing ends, and try it with less to do."
                .to_owned(),
        ],
    }
}

/// How often a thread slept and looked again, and for how long it slept, if it did
/// hardly anything else.
fn looks(state: &State, thread: Tid) -> Option<(u32, Duration)> {
    let thread = &state.threads[thread];
    let sleeps = u64::from(thread.waits);
    // Once a sleep, or a few times; a wait with a timeout looks less often.
    let looks_and_sleeps = sleeps * 19 / 10..=sleeps * 6;
    let is_looking = sleeps > 0 && looks_and_sleeps.contains(&thread.steps);
    let is_it = thread.wait == Wait::Sleep && thread.busy == 0 && is_looking;
    is_it.then(|| {
        let period = Duration::from_nanos(thread.waited / sleeps);
        (thread.waits, period)
    })
}

/// Whether a thread did hardly anything but wait until a timeout.
pub(super) fn hardly_gets_anything(state: &State, thread: Tid) -> bool {
    let thread = &state.threads[thread];
    // Before that it may have had work.
    let is_idle = thread.busy <= thread.waited / 10;
    u64::from(thread.timeouts) * 6 > thread.steps && is_idle
}

impl Explainer<'_> {
    /// Who waits without an end: main before all others.
    pub(super) fn long(&self) -> impl Iterator<Item = &StuckThread> {
        self.scene.stuck.iter().filter(|stuck| stuck.is_long)
    }

    fn meanwhile(&self, waiter: &StuckThread) -> String {
        format!(
            "while {} waits {}",
            self.label(waiter.thread),
            self.wait_of(waiter)
        )
    }

    /// Who waits without an end, `told` left out, while timeouts keep the others going:
    /// but for them it would be a deadlock.
    fn long_waits(&self, told: Option<Tid>) -> Vec<String> {
        let long = self.long().filter(|stuck| Some(stuck.thread) != told);
        let long: Vec<_> = long.take(4).collect();
        let mut about = Vec::new();
        let mut lines = Vec::new();
        for &stuck in &long {
            lines.push(self.long_wait(stuck));
            if stuck.wait == Some(Wait::Park) {
                lines.push(self.about_park(stuck.thread));
            }
            lines.extend(self.about_new(stuck, &mut about));
        }
        let joins = |s: &&StuckThread| {
            matches!(s.wait, Some(Wait::Join(_) | Wait::Scope(_)))
        };
        if !long.iter().all(joins) {
            lines.push(
                "If what is waited for there never comes, this is a deadlock, in which \
                 timeouts of others keep the clock going."
                    .to_owned(),
            );
        }
        let never_told = long.iter().find(|s| self.is_never_told(s));
        let advice = never_told.and_then(|s| self.end_of(s));
        lines.extend(advice.map(|advice| format!("To mend that: {advice}")));
        lines
    }

    /// What is known of what a thread waited for until the last timeout.
    fn last_wait(&self, thread: Tid) -> Vec<String> {
        let record = &self.state.threads[thread];
        if record.wait == Wait::Park {
            return vec![self.about_park(thread)];
        }
        let last = StuckThread {
            thread,
            panics: false,
            wait: Some(record.wait),
            is_long: false,
            selecting: record.selecting.clone(),
            at: record.waits_at,
            own_line: record.own_line,
        };
        self.about_new(&last, &mut Vec::new())
    }

    /// Who has ended by a panic, and may have been the one to bring what others look
    /// for.
    pub(super) fn died(&self) -> Vec<String> {
        let mut lines = self.panics();
        if !lines.is_empty() {
            lines.push(
                "What a thread was still to do when it panicked never comes: it may be \
                 what is looked for."
                    .to_owned(),
            );
        }
        lines
    }

    pub(super) fn long_wait(&self, stuck: &StuckThread) -> String {
        format!(
            "{} waits {} at {}, for more than half of the time{}",
            self.label(stuck.thread),
            self.wait_of(stuck),
            words::at_or_after(stuck.at, stuck.own_line),
            quote(stuck.at)
        )
    }
}
