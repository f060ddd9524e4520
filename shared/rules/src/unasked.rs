//! Threads that wake up though nobody woke them.

use lab::trace::{
    Activity, Event, ObjectKind, Trace, WAKES_UNASKED, WAKES_UNASKED_ON, What,
    source,
};
use lab::{Run, Schedule};

use crate::explore::shown;

/// The wake-ups without a reason that the failure took. On a schedule that was not
/// searched for there are many, and hardly any of them matters.
pub(crate) fn wakes(run: &Run<bool>) -> Vec<String> {
    const SHOWN: usize = 2;
    let mut lines: Vec<String> = Vec::new();
    let Some(trace) = &run.trace else {
        return lines;
    };
    if !matches!(run.schedule, Schedule::Steered { .. }) {
        return lines;
    }
    let trace = shown(trace);
    for (number, event) in trace.events.iter().enumerate() {
        let Some(wait) = wait_that_ends(event) else {
            continue;
        };
        let Some(place) = event.place else {
            continue;
        };
        // `wait_while` and its like are loops.
        if source::line(place).is_some_and(|line| line.contains("_while(")) {
            continue;
        }
        let line = format!(
            "{} woke up without a reason (a spurious wake-up) at {}{}",
            trace.threads[event.thread].name,
            source::at(place),
            what_to_do(waits_again(&trace, number), wait),
        );
        if lines.len() < SHOWN && !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

fn wait_that_ends(event: &Event) -> Option<&'static str> {
    match event.what {
        What::Did { verb, .. } if verb == WAKES_UNASKED => Some("`park`"),
        What::Did { verb, .. } if verb == WAKES_UNASKED_ON => {
            Some("a wait on a condition variable")
        }
        _ => None,
    }
}

/// Who has a loop already is not told to write one.
fn what_to_do(is_in_loop: bool, wait: &str) -> String {
    match is_in_loop {
        true => format!(
            ", and waits there again: {wait} may end so at any time. So a timeout must \
             not begin anew with it, and nobody may count on how often a thread wakes, \
             or on who of several is woken first."
        ),
        false => format!(
            ": {wait} may end so at any time, which is why it belongs in a loop that \
             looks at the condition again."
        ),
    }
}

/// Whether a thread that has woken up goes back to its wait, and does nothing before but
/// take the lock and look.
fn waits_again(trace: &Trace, wake: usize) -> bool {
    let woken = &trace.events[wake];
    let later = trace.events[wake + 1..].iter();
    let mut theirs = later.filter(|event| event.thread == woken.thread);
    let next = theirs.find(|event| match &event.what {
        What::Woken => false,
        What::Did { verb, .. } => !["locks", "unlocks"].contains(verb),
        What::Stopped(Activity::Waits { object, .. }) => {
            !object.is_some_and(|lock| trace.objects[lock].kind == ObjectKind::Mutex)
        }
        _ => true,
    });
    next.is_some_and(|event| {
        let waits = matches!(event.what, What::Stopped(Activity::Waits { .. }));
        (waits || wait_that_ends(event).is_some()) && event.place == woken.place
    })
}
