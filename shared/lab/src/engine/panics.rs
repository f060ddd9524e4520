//! Panics of simulated threads are data: noted, not printed.

use std::io::Write;
use std::panic::{self, PanicHookInfo};
use std::sync::Once;

use super::abort::Settles;
use super::state::{MAIN, Panicked};
use super::try_with;

/// How the message of `todo!()` begins.
const UNFINISHED: &str = "not yet implemented";

/// What the standard library says before it ends the process.
const FATAL: [&str; 2] = [IN_CLEANUP, "panic in a function that cannot unwind"];

/// Said after the panic of a destructor that ran because of another panic.
const IN_CLEANUP: &str = "panic in a destructor during cleanup";

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
    let place = info.location().map_or_else(String::new, |place| {
        format!("{}:{}", place.file(), place.line())
    });
    let panicked = Panicked { message, place };
    try_with(|state| {
        let label = state.label(state.current);
        if FATAL.contains(&panicked.message.as_str()) {
            let mut own = state.panics.iter().filter(|(t, _)| *t == state.current);
            let (last, cause) = (own.next_back(), own.next_back());
            let text = match (last, cause) {
                (Some((_, last)), Some((_, cause)))
                    if panicked.message == IN_CLEANUP && !state.aborting =>
                {
                    twice(&label, cause, last)
                }
                _ => last_words(&label, state.last_panic.as_ref()),
            };
            let _ = writeln!(std::io::stderr(), "{text}");
            return;
        }
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
                "{label} panicked at {}: {}",
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

fn twice(label: &str, cause: &Panicked, last: &Panicked) -> String {
    format!(
        "{label} panicked at {}: {}\nA destructor that ran because of it panicked, \
         too, at {}: {}\nThat ends the process: destructors must not panic.",
        cause.place, cause.message, last.place, last.message
    )
}

fn last_words(label: &str, last: Option<&Panicked>) -> String {
    let mut text = format!(
        "{label} panicked in a destructor that ran because of an earlier panic, or \
         because its run could not go on. That ends the process: destructors must \
         not panic."
    );
    if let Some(Panicked { message, place }) = last {
        text += &format!(" It panicked at {place}: {message}");
    }
    text
}
