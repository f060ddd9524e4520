//! Finds programs that are secretly serial: right in their results, and no faster
//! than one thread.

use std::time::Duration;

use super::Report;
use super::words::{Names, at};
use crate::engine::state::State;

use super::explain::quote;

/// Something to tell when the threads of a run have, all together, waited at least
/// half of its time for a lock whose holder was at work or asleep meanwhile.
pub(crate) fn note(state: &State) -> Option<Report> {
    let now = state.clock.now;
    let (object, &(holder, locked_at, worked_at)) = (0..state.objects.len())
        .filter_map(|o| state.objects[o].kept.as_ref().map(|kept| (o, kept)))
        .max_by_key(|&(o, _)| state.objects[o].waited)?;
    let waited = state.objects[object].waited;
    if now == 0 || waited < now / 2 {
        return None;
    }
    let names = Names::of(state);
    let name = names.whole(object);
    let sentence = format!(
        "secretly serial: in {} ms, threads waited {} ms in all for {name}, which \
         its holder kept locked while it worked",
        millis(now),
        millis(waited)
    );
    let label = state.label(holder);
    let details = vec![
        format!("{label} locked it at {}{}", at(locked_at), quote(locked_at)),
        format!(
            "and still held it at work at {}{}",
            at(worked_at),
            quote(worked_at)
        ),
        "To mend it: hold the lock only to take something out. A guard lives to \
         the end of its statement, and in the head of a `while let`, `if let` or \
         `match` that is the end of the body; so take the value in a `let` of its \
         own, and work after it."
            .to_owned(),
    ];
    Some(Report {
        sentence,
        details,
        ..Report::default()
    })
}

fn millis(nanos: u64) -> u128 {
    Duration::from_nanos(nanos).as_millis()
}
