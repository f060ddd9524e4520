//! Which mistake a failure tells of, and the hint for it.

use rules::Failure;

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
    (&["aborted: "], "the process was ended"),
    (&["too many steps"], "it never ends"),
    (&["polling"], "asking instead of waiting"),
    (&["leaked thread"], "a thread is left behind"),
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
        &["deadlock", "waits on condition"],
        "nobody wakes the sleeper",
    ),
    (&["deadlock", "to be unparked"], "nobody wakes the sleeper"),
    (&["deadlock", "waits to send"], "a circle of full queues"),
    (&["deadlock", "itself keeps it open"], "a sender is left"),
    (&["deadlock", "empty but open"], "a sender is left"),
    (&["deadlock", "waits to join"], "a thread that never ends"),
    (
        &["deadlock", "end of its scope"],
        "a thread that never ends",
    ),
    (&["too slow"], "too slow"),
    (&["another time than"], "too slow"),
    (&["on no schedule"], "never at the same time"),
    (&["too many threads"], "too many threads"),
    (&["failed to spawn thread"], "too many threads"),
    (&["a queue grew too long"], "too much in a queue"),
    (&["SendError"], "a channel was closed too early"),
    (&["RecvError"], "a channel was closed too early"),
    (&["not exactly one"], "lost or doubled"),
    (&["exactly once"], "lost or doubled"),
    (&["not every "], "lost or doubled"),
];

/// The name of the mistake and a hint for it, if the failure is of a known kind.
pub fn hint(failure: &Failure) -> Option<(&'static str, &'static str)> {
    let told = format!("{}\n{}", failure.sentence, failure.details.join("\n"));
    let fits =
        |(words, _): &&(&[&str], _)| words.iter().all(|word| told.contains(word));
    let (_, mistake) = SIGNS.iter().find(fits)?;
    Some((mistake, section(HINTS, mistake)?))
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
    fn a_mistake_is_known_by_what_is_said_about_it() {
        let mut failure = Failure::plain("deadlock: main waits to join thread 2");
        assert_eq!(hint(&failure).unwrap().0, "a thread that never ends");
        failure.details = vec!["`results` is empty but open: 1 sender is".into()];
        assert_eq!(hint(&failure).unwrap().0, "a sender is left");
        assert_eq!(hint(&Failure::plain("1 is not 2")), None);
    }
}
