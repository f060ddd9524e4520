//! Explains why a run could not go on, so that it can be mended from the text.
//!
//! A thread waits for whoever could end its wait: a receiver for those who hold
//! a sender, a lock for its holder, a join for the thread. Who holds what is not
//! guessed: when everything has stopped the run is taken apart, thread by
//! thread, and each handle is noted with the thread that dropped it.

mod advice;
mod asks;
mod closing;
mod cycle;
mod dead_end;
mod endless;
mod kept;
mod leaked;
mod locks;
mod notices;
mod shared;
mod waits;

pub(super) use asks::Asks;
pub(super) use endless::step_bound;
pub(super) use leaked::leaked;
pub(super) use locks::is_head;

use super::Report;
use super::scene::{Scene, StuckThread};
use super::words::{Names, at_or_after};
use crate::engine::object::{End, ObjectId, Place};
use crate::engine::state::{State, Tid};
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
        let advice = match explainer.sends_in_vain() {
            true => {
                "a send returns an error when all who could receive are gone, which \
                 may be right: pass over that error, and go on."
            }
            false => {
                "a panic skips what its thread was still to do; if others wait \
                 for that, do it in a destructor, or catch the panic."
            }
        };
        details.push(format!("{begin} {advice}"));
        begin = "If that is not it:";
    }
    let mut cycle = explainer.cycle().unwrap_or_default();
    let put_away = explainer.put_away(&cycle).is_some();
    if explainer.keeps_others_away(&cycle) || put_away && explainer.is_untold() {
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
    if cycle.is_empty() && explainer.a_caught_panic_skips() {
        details.push(
            "If that is not it: what a panic has skipped that was caught, such as to \
             count a job as done, must still be done."
                .to_owned(),
        );
    }
    Report {
        sentence,
        details,
        cycle,
    }
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
