//! Finds programs that are secretly serial: right in their results, and no faster
//! than one thread.

use std::time::Duration;

use super::Report;
use super::words::{Names, at};
use crate::engine::object::Place;
use crate::engine::state::State;
use trace::source;

use super::explain::{is_head, quote};

/// Something to tell when threads have, all together, waited for a lock whose holder was
/// at work or asleep meanwhile, for at least half of the time since it was first used: a
/// run may have one pool after the other.
pub(crate) fn note(state: &State) -> Option<Report> {
    let age = |o: usize| state.clock.now - state.objects[o].used_since;
    let (object, &(holder, locked_at, worked_at)) = (0..state.objects.len())
        .filter_map(|o| state.objects[o].kept.as_ref().map(|kept| (o, kept)))
        .filter(|&(o, _)| age(o) > 0 && state.objects[o].waited >= age(o) / 2)
        .max_by_key(|&(o, _)| state.objects[o].waited)?;
    let (age, waited) = (age(object), state.objects[object].waited);
    let names = Names::of(state);
    let name = names.whole(object);
    let sentence = format!(
        "secretly serial: in {}, threads waited {} in all for {name}, which \
         its holder kept locked while it worked or slept",
        time(age),
        time(waited)
    );
    let label = state.label(holder);
    // The lab sees the work, and not the call that led there: a line of another file
    // tells a reader little without the line that he knows.
    let held = match worked_at.file() == locked_at.file() {
        true => "and still held it at",
        false => "and, still holding it, called what works or sleeps at",
    };
    let details = vec![
        format!("{label} locked it at {}{}", at(locked_at), quote(locked_at)),
        format!("{held} {}{}", at(worked_at), quote(worked_at)),
        format!(
            "To mend it: hold the lock only to take something out. {}",
            advice(locked_at)
        ),
    ];
    Some(Report {
        sentence,
        details,
        ..Report::default()
    })
}

/// How long the guard made at this line lives, and what would end it sooner.
fn advice(locked_at: Place) -> String {
    let line = source::line(locked_at).unwrap_or_default();
    if let Some(guard) = guard(&line) {
        return format!(
            "The guard `{guard}` lives to the end of its block: copy out of it what \
             you need, `drop({guard})`, and work after that."
        );
    }
    if line.contains(".wait") {
        return "The guard that the wait gives back lives to the end of its block: copy \
                out of it what you need, `drop` it, and work after that."
            .to_owned();
    }
    let lives = match is_head(&line) {
        true => {
            "A guard made in the head of a `while let`, `if let`, `match` or `for` \
             lives to the end of the body"
        }
        false => "A guard without a name lives to the end of its statement",
    };
    format!("{lives}: take the value in a `let` of its own, and work after it.")
}

/// The name that a line like `let mut name = lock.lock().unwrap();` gives to a guard, or
/// that it had before it was given to a wait, which is mostly the one it has after it.
fn guard(line: &str) -> Option<&str> {
    if let Some((_, wait)) = line.split_once(".wait") {
        let (_, given) = wait.split_once('(')?;
        let name = given.split([',', ')']).next()?;
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        return (!name.is_empty() && name.chars().all(is_name)).then_some(name);
    }
    let (name, value) = line.strip_prefix("let ")?.split_once(" = ")?;
    let made = [".lock()", ".read()", ".write()"];
    let (_, rest) = made.iter().find_map(|call| value.split_once(call))?;
    // A copy of what is in the lock, a further call, or a closure that locks when it is
    // called: the guard has no name.
    let is_copy = value.starts_with('*') || rest.contains(").");
    let is_closure = value.trim_start_matches("move ").starts_with('|');
    let name = name.strip_prefix("mut ").unwrap_or(name);
    (!is_copy && !is_closure && rest.ends_with(';')).then_some(name)
}

/// So short a time that whole milliseconds would hide it is told to the nanosecond.
fn time(nanos: u64) -> String {
    let time = Duration::from_nanos(nanos);
    match time.as_millis() {
        0..10 => format!("{time:?}"),
        millis => format!("{millis} ms"),
    }
}

#[cfg(test)]
mod tests {
    use super::{guard, time};

    #[test]
    fn a_guard_is_known_by_its_name() {
        for line in [
            "let mut figures = figures.lock().unwrap();",
            "let figures = shared.0.write().unwrap_or_else(|e| e.into_inner());",
            "figures = changed.wait(figures).unwrap();",
            ".wait_while(figures, |figures| figures.is_empty())",
            "(figures, _) = changed.wait_timeout(figures, left).unwrap();",
        ] {
            assert_eq!(guard(line), Some("figures"), "{line}");
        }
        for line in [
            "let figures = *figures.lock().unwrap();",
            "let job = jobs.lock().unwrap().recv();",
            "while let Ok(job) = jobs.lock().unwrap().recv() {",
            "report(at, *figures.lock().unwrap());",
            "let call = || (service.lock().unwrap())(task, attempt);",
            ".wait_timeout_while(figures.lock().unwrap(), left, |figures| {",
        ] {
            assert_eq!(guard(line), None, "{line}");
        }
    }

    #[test]
    fn a_short_time_is_not_rounded_away() {
        assert_eq!(time(1_550_000_000), "1550 ms");
        assert_eq!(time(450_000), "450µs");
    }
}
