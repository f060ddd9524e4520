//! The end of the process: a panic that nobody could catch.

use super::{Report, Verdict, words};
use crate::engine::panics::{IN_CLEANUP, UNFINISHED};
use crate::engine::state::{Panicked, State, Tid};

/// Told by the thread that panics, as the standard library is about to end the
/// process for the reason `fatal`. A hole that was reached is the cause of it all.
pub(crate) fn verdict(state: &State, fatal: &str) -> Verdict {
    let hole = state.last_panic.as_ref();
    let hole = hole.filter(|last| last.message.starts_with(UNFINISHED));
    if let Some(hole) = state.unfinished.as_ref().or(hole) {
        return Verdict::NotStarted(hole.clone());
    }
    Verdict::Aborted(report(state, fatal))
}

/// Begins with the panic from which the others follow: the first one that was not
/// caught.
fn report(state: &State, fatal: &str) -> Report {
    let who = state.label(state.current);
    let mut own = state.panics.iter().filter(|(t, _)| *t == state.current);
    // While a run is taken apart, panics are not kept, and no panic is the reason.
    let before = match fatal == IN_CLEANUP && !state.aborting {
        true => own.nth_back(1),
        false => None,
    };
    let is_caught = |thread: Tid, panicked: &Panicked| {
        let goes_on = state.threads[thread].died || state.threads[thread].mid_panic;
        let is_cause = before.is_some_and(|(t, p)| *t == thread && p == panicked);
        !(is_cause || goes_on && state.is_last_panic(thread, panicked))
    };
    // All but the last, which is told by itself.
    let kept = match state.aborting {
        true => state.panics.len(),
        false => state.panics.len().saturating_sub(1),
    };
    let all = &state.panics[..kept];
    let uncaught = |thread, panicked: &Panicked| !is_caught(thread, panicked);
    let cause = words::panics(all, uncaught, is_caught).into_iter().next();
    let told = words::panics(all, |_, _| true, is_caught);
    let told = told.into_iter().filter(|told| Some(told) != cause.as_ref());
    let how = match fatal {
        IN_CLEANUP if before.is_some() => {
            "in a destructor that ran because of that panic"
        }
        IN_CLEANUP => "in a destructor that ran because the run could not go on",
        _ => "where no panic may come out, as in a destructor of a `thread_local`",
    };
    let last = match &state.last_panic {
        Some(Panicked { place, message, .. }) => format!(" at {place}: {message}"),
        None => String::new(),
    };
    let end = format!("{who} panicked {how}{last}");
    let (begin, mut details) = match &cause {
        Some(cause) => (cause.clone(), told.chain([end]).collect()),
        None => (end, told.collect::<Vec<_>>()),
    };
    details.push("That ends the process: destructors must not panic.".to_owned());
    Report {
        sentence: format!("aborted: {begin}"),
        details,
        ..Report::default()
    }
}
