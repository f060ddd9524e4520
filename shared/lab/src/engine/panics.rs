//! Panics of simulated threads are data: noted, not printed.

use std::io::Write;
use std::panic::{self, PanicHookInfo};
use std::sync::Once;

use super::state::{MAIN, Panicked};
use super::try_with;

/// How the message of `todo!()` begins.
const UNFINISHED: &str = "not yet implemented";

/// Puts the lab's hook before the one that is installed.
pub(super) fn install_hook() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !super::active() {
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
        if state.aborting {
            // No part of the run any more.
            return;
        }
        let label = state.label(state.current);
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
        thread.panicked = Some(panicked);
    })
    .is_some()
}
