//! Which mistake a failure tells of, and the hint for it.

use rules::Failure;

use crate::broken::is_panic_of_a_rule;
use crate::catalog::{Course, Exercise};
use crate::check::{Outcome, Status};
use crate::outside;

/// The hints, by the mistake.
const HINTS: &str = include_str!("../mistakes.md");

/// Words of a failure, and the mistake that they tell of. The first line whose
/// words all occur counts.
const SIGNS: &[(&[&str], &str)] = &[
    (&["stuck outside the lab"], "outside the lab"),
    (&["no end"], "it never ends"),
    (&["too much output"], "it never ends"),
    (&["out of memory"], "memory without an end"),
    (&["stack overflow"], "a stack that overflows"),
    (&["the whole process was ended"], "the process was ended"),
    (&["destructors must not panic"], "a panic in a destructor"),
    (&["aborted: "], "the process was ended"),
    (
        &["too many steps", "must drop the sender"],
        "a sender is left",
    ),
    (
        &[
            "too many steps",
            "while main waits to join",
            "empty but open",
        ],
        "a sender is left",
    ),
    (
        &["too many steps", "nobody else goes on"],
        "a thread that never ends",
    ),
    (&["too many steps"], "it never ends"),
    (&["secretly serial"], "a lock is kept through the work"),
    (&["because that had poisoned the lock"], "a poisoned lock"),
    (&["polling"], "asking instead of waiting"),
    (&["a panic skips what its thread"], "lost in a panic"),
    (
        &["a send returns an error when all"],
        "a channel was closed too early",
    ),
    (&["leaked thread"], "a thread is left behind"),
    (&["nobody joins"], "a thread is left behind"),
    (
        &["closes when the last of its senders is dropped"],
        "a circle of channels",
    ),
    (
        &["deadlock", "in a queued message"],
        "nobody takes what is queued",
    ),
    (
        &["deadlock", "in a message that is queued"],
        "nobody takes what is queued",
    ),
    // Others may wait for a lock, or idle, because of it.
    (&["deadlock", "must drop the sender of"], "a sender is left"),
    (
        &["deadlock", "waits for mutex"],
        "a lock is held while waiting",
    ),
    (
        &["deadlock", "waits to write lock"],
        "a lock is held while waiting",
    ),
    (
        &["deadlock", "waits to read lock"],
        "a lock is held while waiting",
    ),
    (
        &["deadlock", "on condition variable"],
        "nobody wakes the sleeper",
    ),
    (
        &["deadlock", "on the condition variable"],
        "nobody wakes the sleeper",
    ),
    (&["deadlock", "to be unparked"], "nobody wakes the sleeper"),
    (&["got their room"], "room wakes the wrong one"),
    (
        &["accepted that waited for room"],
        "room wakes the wrong one",
    ),
    (&["deadlock", "waits to send"], "a circle of full queues"),
    (&["deadlock", "itself keeps it open"], "a sender is left"),
    (&["deadlock", "empty but open"], "a sender is left"),
    (&["a spurious wake-up"], "a wake-up without a reason"),
    (&["with an idle worker there"], "nobody wakes the sleeper"),
    (&["notified nobody for it"], "nobody wakes the sleeper"),
    (&["deadlock", "waits to join"], "a thread that never ends"),
    (
        &["deadlock", "end of its scope"],
        "a thread that never ends",
    ),
    (&["attempt to ", " with overflow"], "a number out of range"),
    // Of times, in the words of `std`.
    (&[": overflow when "], "a number out of range"),
    // The other side is gone because its work has panicked.
    (&["\nthe work panicked", "SendError"], "lost in a panic"),
    (&["\nthe work panicked", "RecvError"], "lost in a panic"),
    (&["SendError"], "a channel was closed too early"),
    (&["RecvError"], "a channel was closed too early"),
    (&["every fifth panics"], "a panic costs other jobs"),
    (
        &["\nthe work panicked", "yours: Err(SubmitError"],
        "a panic costs other jobs",
    ),
    (&["\na thread panicked"], "a thread panicked"),
    (&["\nthe work panicked", "value: Any"], "a thread panicked"),
    // Time would have passed in the wait that there was none of.
    (
        &["how long `submit` waited", "\nno time passed"],
        "too much in a queue",
    ),
    (&["\nno time passed"], "no time passed"),
    (&["too slow"], "too slow"),
    (&["too fast"], "too fast"),
    (
        &["on no schedule", "at the same time"],
        "never at the same time",
    ),
    (&["too many threads"], "too many threads"),
    (&["failed to spawn thread"], "too many threads"),
    (&["a queue grew too long"], "too much in a queue"),
    (&["not exactly one"], "lost or doubled"),
    (&["the ids of the results"], "lost or doubled"),
    (&["the tasks that were done"], "lost or doubled"),
    (&["exactly once"], "lost or doubled"),
    (
        &["the jobs of 1 to", "done when `drop` has returned"],
        "lost or doubled",
    ),
    (&["not every "], "lost or doubled"),
];

/// What also follows from quite other mistakes: it counts if it is the first failure.
const FOLLOWS: [&str; 8] = [
    "a thread panicked",
    "a thread that never ends",
    "no time passed",
    "too slow",
    "too fast",
    "never at the same time",
    "lost or doubled",
    "room wakes the wrong one",
];

/// The name of the mistake and a hint for it, if it is of a known kind: that of the
/// first rule that is broken, or of the next whose failure tells more. But whatever
/// goes wrong may come of what the lab does not see.
pub fn hint(
    course: &Course,
    exercise: &Exercise,
    outcome: &Outcome,
) -> Option<(&'static str, &'static str)> {
    if outcome.status() != Status::Broken {
        None
    } else if outside::notes(course, exercise).is_empty() {
        let mut known = outcome.broken().map(|(_, failure)| of(failure));
        let first = known.next().flatten();
        first.or_else(|| {
            known
                .flatten()
                .find(|(mistake, _)| !FOLLOWS.contains(mistake))
        })
    } else {
        let mistake = "outside the lab";
        Some((mistake, section(HINTS, mistake)?))
    }
}

fn of(failure: &Failure) -> Option<(&'static str, &'static str)> {
    let mut told = format!("{}\n{}", failure.sentence, failure.details.join("\n"));
    let is_told = |d: &&String| {
        let is_caught = d.ends_with("(it was caught)");
        // The end of a scope passes on a panic that is told of itself.
        let is_passed_on = d.ends_with("a scoped thread panicked");
        d.contains(" panicked at ")
            && !is_caught
            && !is_passed_on
            && !d.starts_with("It printed:")
    };
    for panic in failure.details.iter().filter(is_told) {
        // A rule panics on purpose, too, and then it is no mistake.
        told += match is_panic_of_a_rule(panic) {
            true => "\nthe work panicked",
            false => "\na thread panicked",
        };
    }
    told += of_time(failure).unwrap_or_default();
    let fits =
        |(words, _): &&(&[&str], _)| words.iter().all(|word| told.contains(word));
    let (_, mistake) = SIGNS.iter().find(fits)?;
    Some((mistake, section(HINTS, mistake)?))
}

/// What it means if a rule compares two times.
fn of_time(failure: &Failure) -> Option<&'static str> {
    let [yours, promised] = ["yours: ", "promised: "].map(|whose| {
        let mut lines = failure.sentence.lines().map(str::trim_start);
        duration(lines.find_map(|line| line.strip_prefix(whose))?)
    });
    let (yours, promised) = (yours?, promised?);
    // Lanes are drawn where time has passed.
    if yours == 0.0 && !failure.picture.contains(" in all\n") {
        return Some("\nno time passed");
    }
    // What a report says of a time may be wrong where the work is not.
    let is_of_work = !failure.sentence.contains("of the report")
        && ["the time ", "should take ", "took "]
            .iter()
            .any(|words| failure.sentence.contains(words));
    let told = if yours > promised {
        "\ntoo slow"
    } else {
        "\ntoo fast"
    };
    is_of_work.then_some(told)
}

/// A time such as `1.5ms` or `Some(2s)`, in seconds.
fn duration(text: &str) -> Option<f64> {
    let inner = text.strip_prefix("Some(").and_then(|t| t.strip_suffix(')'));
    let text = inner.unwrap_or(text);
    let units = [("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9), ("s", 1.0)];
    units.iter().find_map(|(unit, seconds)| {
        let number: f64 = text.strip_suffix(unit)?.parse().ok()?;
        Some(number * seconds)
    })
}

/// The text below the heading `## name`.
pub fn section<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut sections = text.split("\n## ").skip(1);
    sections.find_map(|section| {
        let (heading, text) = section.split_once('\n')?;
        (heading.trim() == name).then_some(text.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_has_its_hint_and_every_hint_its_sign() {
        for (words, mistake) in SIGNS {
            assert!(section(HINTS, mistake).is_some(), "{words:?}: {mistake}");
        }
        for heading in HINTS.lines().filter_map(|line| line.strip_prefix("## ")) {
            assert!(SIGNS.iter().any(|(_, m)| *m == heading), "{heading}");
        }
    }

    #[test]
    fn where_time_has_passed_the_clock_has_not_stood_still() {
        let sentence = "how long it waited\n     yours: 0ms\n  promised: 10ms";
        let mut failure = Failure::plain(sentence);
        assert_eq!(of(&failure).map(|(m, _)| m), Some("no time passed"));
        failure.picture = "      ms  0    100 ms in all\nmain  ──\n".to_owned();
        assert_eq!(of(&failure), None);
    }

    fn known(sentence: &str, details: &[&str]) -> Option<&'static str> {
        let mut failure = Failure::plain(sentence);
        failure.details = details.iter().map(|&detail| detail.into()).collect();
        of(&failure).map(|(mistake, _)| mistake)
    }

    #[test]
    fn a_mistake_is_known_by_what_is_said_about_it() {
        let join = "deadlock: main waits to join thread 2";
        let open = "`results` is empty but open: 1 sender is";
        for (sentence, details, mistake) in [
            (join, vec![], "a thread that never ends"),
            (
                "the jobs of 1 to 7 that are done when `drop` has returned",
                vec![],
                "lost or doubled",
            ),
            (join, vec![open], "a sender is left"),
            (
                join,
                vec![open, "To mend it: a panic skips what its thread was to do"],
                "lost in a panic",
            ),
            (
                "deadlock: main waits to receive from `ticket`, for a sender that is \
                 in a queued message",
                vec![open],
                "nobody takes what is queued",
            ),
            (
                "deadlock: thread 1 waits to receive from `ready`",
                vec![
                    open,
                    "To mend it: `ready` closes when the last of its senders is \
                     dropped, and 2 threads hold one while they wait",
                ],
                "a circle of channels",
            ),
            (
                "deadlock: main waits to receive from `done`",
                vec![
                    open,
                    "thread 1 and thread 2 wait to be unparked at a.rs:1",
                    "To mend it: make the change that thread 1 waits for before the \
                     `unpark`",
                ],
                "nobody wakes the sleeper",
            ),
            (
                "main panicked at a.rs:1: called `Result::unwrap()` on an `Err`",
                vec![
                    "thread 1 panicked at std: core/src/time.rs:1201: overflow when \
                     subtracting durations",
                    "thread 2 panicked at a.rs:2: SendError(..)",
                ],
                "a number out of range",
            ),
            (
                "main panicked at a.rs:1: called `Result::unwrap()` on an `Err`",
                vec!["worker 3 panicked at a.rs:2: index out of bounds"],
                "a thread panicked",
            ),
            (
                "main panicked at a.rs:1: it works: RecvError",
                vec!["worker 3 panicked at a/tests/rules/b.rs:2: the work panics"],
                "lost in a panic",
            ),
            (
                "main panicked at a.rs:1: called `Result::unwrap()` on an `Err` \
                 value: Any { .. }",
                vec!["worker 3 panicked at a/tests/rules/b.rs:2: the work panics"],
                "a thread panicked",
            ),
            (
                "thread 1 panicked at a/tests/rules/b.rs:2: 5 is a multiple of 5; main \
                 panicked after it, at a.rs:1, because that had poisoned the lock",
                vec!["thread 2 panicked at a.rs:1: it works: RecvError"],
                "a poisoned lock",
            ),
            (
                "main panicked at a.rs:1: attempt to multiply with overflow",
                vec![],
                "a number out of range",
            ),
            (
                "the jobs that are done of 1 to 30, of which every fifth panics",
                vec![
                    "worker 1 panicked at a/tests/rules/b.rs:2: 5 is a multiple of 5",
                ],
                "a panic costs other jobs",
            ),
            (
                "a task had to wait\n     yours: 50ms\n  promised: 0ms",
                vec!["secretly serial: in 100 ms, threads waited 60 ms"],
                "a lock is kept through the work",
            ),
            (
                "nobody joins thread 1, spawned at a.rs:1",
                vec![],
                "a thread is left behind",
            ),
            (
                "with a limit of 2 files of [9] ms should take 9ms\n     yours: 8ms",
                vec![
                    "thread 3 woke up without a reason (a spurious wake-up) at a.rs:1",
                ],
                "a wake-up without a reason",
            ),
            (
                "polling: thread 2 asked 3 times in a row and got nothing",
                vec!["secretly serial: in 100 ms, threads waited 60 ms"],
                "a lock is kept through the work",
            ),
            (
                "too many steps: the run was given up, while main waits to join thread 4",
                vec!["To mend it: main must drop the sender `stop`"],
                "a sender is left",
            ),
            (
                "too many steps: the run was given up, while main waits to join thread 4",
                vec!["To mend it: nobody else goes on"],
                "a thread that never ends",
            ),
            (
                "too many steps: the run was given up, while main waits to join thread 4",
                vec![open],
                "a sender is left",
            ),
            (
                "too many steps: the run was given up",
                vec!["main waits to join thread 4"],
                "it never ends",
            ),
            (
                "time for 20 batches\n     yours: 0ms\n  promised: 25ms",
                vec![],
                "no time passed",
            ),
            (
                "how long `submit` waited\n     yours: 0ms\n  promised: 100ms",
                vec![],
                "too much in a queue",
            ),
            (
                "the time that two workers take\n     yours: 1.5s\n  promised: 560ms",
                vec![],
                "too slow",
            ),
            (
                "2 workers should take 560ms\n     yours: 500ms\n  promised: 560ms",
                vec![],
                "too fast",
            ),
            ("too fast: it took 10ms instead of 20ms", vec![], "too fast"),
        ] {
            assert_eq!(known(sentence, &details), Some(mistake), "{sentence}");
        }
        assert_eq!(known("1 is not 2", &[]), None);
        // When something comes, and how much, are no matter of how long work takes.
        for yours in ["30ms", "3", "[0ns, 1ns]"] {
            let sentence =
                format!("when it began\n     yours: {yours}\n  promised: 20ms");
            assert_eq!(known(&sentence, &[]), None);
        }
        let of_a_report = "`took` of the report, and the time that the call took\n     \
                           yours: 179µs\n  promised: 189µs";
        assert_eq!(known(of_a_report, &[]), None);
        let passed_on = [
            "main panicked at a.rs:1: a scoped thread panicked",
            "thread 1 panicked at a/tests/rules/b.rs:2: file 1 is damaged",
        ];
        assert_eq!(known("how many files were done", &passed_on), None);
        // A batch is no matter of time.
        let batch = "on no schedule does a worker take several jobs at a time";
        assert_eq!(known(batch, &[]), None);
    }
}
