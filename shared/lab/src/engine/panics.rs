//! Panics of simulated threads are data: noted, not printed.

use std::io::Write;
use std::panic::{self, PanicHookInfo};
use std::sync::{Once, OnceLock};

use super::abort::Settles;
use super::state::{MAIN, Panicked, State};
use super::{Run, try_with};
use crate::report::Report;
use trace::source;

/// How the message of `todo!()` begins.
pub(crate) const UNFINISHED: &str = "not yet implemented";

/// What the standard library says before it ends the process.
const FATAL: [&str; 2] = [IN_CLEANUP, "panic in a function that cannot unwind"];

/// Said after the panic of a destructor that ran because of another panic.
pub(crate) const IN_CLEANUP: &str = "panic in a destructor during cleanup";

/// Said at the end of a scope, and no more than that one of its threads panicked.
pub(crate) const IN_SCOPE: &str = "a scoped thread panicked";

/// Panics of a run that are kept.
const KEPT: usize = 100;

/// Puts the lab's hook before the one that is installed.
pub(super) fn install_hook() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if info.payload().is::<Settles>() {
                Settles::in_hook();
            } else if !super::active() {
                previous(info);
            } else if !note(info) {
                // The lab itself failed while it held its state.
                previous(info);
            }
        }));
    });
}

fn note(info: &PanicHookInfo<'_>) -> bool {
    let message = info.payload_as_str().unwrap_or("(no message)").to_owned();
    let place = info.location().map_or_else(String::new, source::at);
    if FATAL.contains(&message.as_str()) {
        return aborts(&message);
    }
    try_with(|state| {
        let mut panicked = Panicked {
            thread: state.label(state.current),
            message,
            place,
            cause: None,
        };
        panicked.cause = cause(state, &panicked);
        state.last_panic = Some(panicked.clone());
        if state.aborting {
            // No part of the run any more.
            return;
        }
        // What ends the main thread is in the report of the run.
        let is_news = state.current != MAIN;
        let thread = &mut state.threads[state.current];
        thread.panic_flag = true;
        if state.config.live && is_news && !panicked.message.starts_with(UNFINISHED)
        {
            let _ = writeln!(
                std::io::stderr(),
                "{} panicked at {}: {}",
                panicked.thread,
                panicked.place,
                panicked.message
            );
        }
        if panicked.message.starts_with(UNFINISHED) {
            state.unfinished.get_or_insert_with(|| panicked.clone());
        }
        thread.panicked = Some(panicked.clone());
        if state.panics.len() < KEPT {
            state.panics.push((state.current, panicked));
        }
    })
    .is_some()
}

/// From which panic one of the current thread follows.
fn cause(state: &State, panicked: &Panicked) -> Option<Box<Panicked>> {
    if panicked.met_poison() {
        return state.poison_met().cloned().map(Box::new);
    }
    let passed_on = state.threads[state.current].passes_on?;
    let is_at_end = panicked.message == IN_SCOPE;
    let cause = state.threads[passed_on].panicked.clone();
    cause.filter(|_| is_at_end).map(Box::new)
}

/// The last that is heard of the run, and most often of the process.
fn aborts(fatal: &str) -> bool {
    let Some(run) = try_with(|state| super::run::aborted(state, fatal)) else {
        return false;
    };
    if let Some(action) = ON_ABORT.get() {
        super::set_active(false);
        action(&run);
    }
    let Report {
        sentence, details, ..
    } = run.verdict.report().unwrap_or_default();
    let details = details.join("\n");
    let _ = writeln!(
        std::io::stderr(),
        "{sentence}\n{details}\nThis was the schedule {}.",
        run.schedule
    );
    true
}

static ON_ABORT: OnceLock<fn(&Run<()>) -> !> = OnceLock::new();

/// Says what to do, instead of printing it, when a panic that nobody can catch is
/// about to end the process. The run is told as far as it came. The first call
/// counts.
pub fn on_abort(action: fn(&Run<()>) -> !) {
    let _ = ON_ABORT.set(action);
}
