//! Broken rules in words: the first in full, of the others the facts.

use colored::Colorize;
use rules::{Failure, Ruling};

use crate::check::{Outcome, Status};
use crate::show::mark;

/// Lines that are kept of what a rule that is not the first says, and characters of
/// each. A sentence is of use only as a whole: it is cut where nobody wrote it to be
/// read, and what the lab says in its own words, who waits for whom and what would mend
/// it, never. Of values that a rule compares the rules have cut what is alike.
const LINES: usize = 8;
const WIDTH: usize = 600;

/// Ways to be broken that are told. Of the other rules the names must do.
const TOLD: usize = 4;

/// How the lab begins to tell of a lock that is kept.
pub(crate) const SERIAL: &str = "secretly serial: ";

/// A broken rule, and those that are broken in the same way.
type Group<'a> = Vec<(&'a Ruling, &'a Failure)>;

/// All that there is to say about them; empty if none is broken.
pub(crate) fn tell(outcome: &Outcome) -> String {
    let mut text = String::new();
    let groups = groups(outcome);
    let mut told: Vec<&str> = Vec::new();
    for (n, group) in groups.iter().take(TOLD).enumerate() {
        let (ruling, failure) = group[0];
        if n > 0 {
            text.push('\n');
        }
        let promise = ruling.promise.bold();
        text += &format!("{} {promise}\n", mark(Status::Broken));
        text += &if n == 0 {
            failure.to_string()
        } else {
            facts(failure, &told)
        };
        told.extend(failure.details.iter().map(String::as_str));
        if let Some(code) = &failure.code {
            text += &format!("Again: cargo course replay {code} {}\n", ruling.rule);
        }
        if group.len() > 1 {
            let same = promises(&group[1..]);
            text += &format!("\nBroken in the same way: {same}.\n");
        }
    }
    let others: Vec<_> = groups.iter().skip(TOLD).flatten().copied().collect();
    if !others.is_empty() {
        let others = promises(&others);
        text += &format!("\nBroken in other ways: {others}.\n");
    }
    let untried = outcome.rules() - outcome.rulings().len();
    if untried > 0 {
        text += &format!(
            "\nThis took so long that {untried} of the rules were not tried.\n"
        );
    }
    // One that is broken in another way tells more.
    let other_way = groups.get(1).map(|group| group[0]);
    if let Some((ruling, _)) = other_way.or_else(|| outcome.broken().nth(1)) {
        let rule = &ruling.rule;
        text += &format!("\nAll about another of them: cargo course check {rule}\n");
    }
    text
}

fn groups(outcome: &Outcome) -> Vec<Group<'_>> {
    let mut groups: Vec<Group> = Vec::new();
    for broken in outcome.broken() {
        let is_alike = |group: &&mut Group| way(group[0].1) == way(broken.1);
        match groups.iter_mut().find(is_alike) {
            Some(group) => group.push(broken),
            None => groups.push(vec![broken]),
        }
    }
    groups
}

fn promises(broken: &[(&Ruling, &Failure)]) -> String {
    let promises: Vec<_> = broken.iter().map(|(r, _)| &*r.promise).collect();
    promises.join("; ")
}

/// In which way a rule is broken. A lock that is kept explains whatever comes late or
/// out of order; who is left behind is of no account, nor are the numbers that the lab
/// gives to threads and channels, nor the values that a rule compares in the same words.
fn way(failure: &Failure) -> String {
    let sentence = &failure.sentence;
    let serial = failure.details.iter().find(|d| d.starts_with(SERIAL));
    if let Some((_, lock)) = serial.and_then(|d| d.split_once(" in all for "))
        && (!is_of_the_lab(sentence) || sentence.starts_with("polling: "))
    {
        // `jobs` and `jobs` #2 are locks of one name, of two pools.
        let lock = lock.replace(|c: char| !c.is_alphabetic() && c != '_', "");
        return format!("{SERIAL}{lock}");
    }
    let leaked = "leaked thread";
    if sentence.starts_with(leaked) {
        leaked.to_owned()
    } else if is_of_the_lab(sentence) {
        sentence.replace(|c: char| c.is_ascii_digit(), "")
    } else {
        let words = sentence.split_once("\n     yours: ");
        words.map_or(&**sentence, |(words, _)| words).to_owned()
    }
}

/// Whether a detail tells of a panic in a rule, which raises one on purpose.
pub(crate) fn is_panic_of_a_rule(detail: &str) -> bool {
    detail.contains(" panicked at ") && detail.contains("/tests/rules/")
}

/// Whether the lab found these words.
pub(crate) fn is_of_the_lab(sentence: &str) -> bool {
    let kinds = ["deadlock: ", "polling: ", "leaked thread", "too many steps"];
    kinds.iter().any(|kind| sentence.starts_with(kind))
}

/// What differs from what was promised, who panicked, what would mend it unless that is
/// `told`, and how often it goes wrong.
fn facts(failure: &Failure, told: &[&str]) -> String {
    let mut lines: Vec<_> = failure.sentence.lines().map(str::to_owned).collect();
    if lines.len() > LINES {
        lines.truncate(LINES);
        lines.push("…".to_owned());
    }
    let find = |what: &str| {
        let mut details = failure.details.iter();
        details.find(|detail| {
            detail.contains(what) && !detail.starts_with("It printed:")
        })
    };
    let indented = |detail: &String| {
        let parts: Vec<_> = detail.lines().map(str::trim).collect();
        format!("  {}", parts.join(" "))
    };
    lines.extend(find(" panicked").map(indented));
    let mut text: String = lines.iter().map(|line| cut(line) + "\n").collect();
    let serial = find(SERIAL);
    let advice =
        find("To mend it:").filter(|advice| !told.contains(&advice.as_str()));
    for detail in serial.into_iter().chain(advice) {
        text += &indented(detail);
        text.push('\n');
    }
    text + &failure.how_often()
}

/// A line that is not too long; one of the lab as it is.
fn cut(line: &str) -> String {
    match line.char_indices().nth(WIDTH) {
        Some((end, _)) if !is_of_the_lab(line) => format!("{}…", &line[..end]),
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use rules::Verdict;

    use super::{Failure, Outcome, Ruling, SERIAL, TOLD, WIDTH, cut, facts, tell};

    fn broken<'a>(
        failures: impl IntoIterator<Item = (&'a str, &'a [&'a str])>,
    ) -> Outcome {
        let rulings =
            failures
                .into_iter()
                .zip(1..)
                .map(|((sentence, details), n)| {
                    let mut failure = Failure::plain(sentence);
                    failure.details =
                        details.iter().map(|&d| d.to_owned()).collect();
                    Ruling {
                        rule: format!("pool::rule_{n}"),
                        promise: format!("rule {n}"),
                        millis: 1,
                        verdict: Verdict::Broken(failure),
                    }
                });
        let rulings: Vec<_> = rulings.collect();
        Outcome::Ruled {
            of: rulings.len(),
            rulings,
            warnings: String::new(),
        }
    }

    #[test]
    fn what_has_the_same_reason_is_told_once() {
        let serial = |waited, lock| {
            format!(
                "{SERIAL}in 20 ms, threads waited {waited} ms in all for {lock}, which \
                 its holder kept locked while it worked or slept"
            )
        };
        let (here, there) = (serial(20, "mutex `a`"), serial(15, "mutex `a` #2"));
        let (here, there) = ([&*here], [&*there]);
        for (reports, same) in [
            (["too slow", "another order"], [&here[..], &there[..]]),
            (
                [
                    "leaked thread: main returned while thread 1 was still alive",
                    "leaked thread: main returned while a and b were still alive",
                ],
                [&[][..], &[][..]],
            ),
            (
                [
                    "not every job\n     yours: 1\n  promised: 2",
                    "not every job\n     yours: 3\n  promised: 4",
                ],
                [&[][..], &[][..]],
            ),
        ] {
            let text = tell(&broken(reports.into_iter().zip(same)));
            assert!(
                text.contains("\nBroken in the same way: rule 2.\n"),
                "{text}"
            );
        }
        let other = serial(20, "mutex `b`");
        let details = [&here[..], &[&*other][..]];
        let text = tell(&broken(["too slow", "late"].into_iter().zip(details)));
        assert!(!text.contains("in the same way"), "{text}");
    }

    #[test]
    fn after_a_few_ways_the_names_must_do() {
        let sentences: Vec<_> = (1..=TOLD + 2).map(|n| format!("no {n}")).collect();
        let text = tell(&broken(sentences.iter().map(|s| (&**s, &[][..]))));
        assert!(text.contains(&format!("\nno {TOLD}\n")), "{text}");
        let others = format!(
            "Broken in other ways: rule {}; rule {}.",
            TOLD + 1,
            TOLD + 2
        );
        assert!(text.contains(&others), "{text}");
        assert!(!text.contains(&format!("\nno {}\n", TOLD + 1)), "{text}");
    }

    #[test]
    fn of_later_failures_facts_are_cut_and_advice_is_not() {
        let long = "a word ".repeat(WIDTH);
        let mut failure = Failure::plain(long.clone());
        failure.details = vec![
            format!("It printed: thread 1 panicked, {long}"),
            format!("thread 1 panicked at a.rs:1: {long}"),
            format!("To mend it: {long}end."),
        ];
        let text = facts(&failure, &[]);
        let lines: Vec<_> = text.lines().collect();
        let [sentence, panicked, advice] = lines[..] else {
            panic!("{text}");
        };
        assert!(sentence.starts_with("a word") && sentence.ends_with('…'));
        assert!(panicked.starts_with("  thread 1") && panicked.ends_with('…'));
        assert_eq!(advice, format!("  To mend it: {long}end."));

        failure.sentence = format!("deadlock: {long}end");
        assert!(
            facts(&failure, &[]).starts_with(&format!("{}\n", failure.sentence))
        );
    }
    #[test]
    fn a_sentence_is_kept_whole() {
        let sentence = format!("the receiver outlives {}", "all of ".repeat(60));
        assert_eq!(cut(&sentence), sentence);
    }

    #[test]
    fn what_mends_it_is_told_once() {
        let mut failure = Failure::plain("too slow");
        let serial = "secretly serial: threads waited";
        let advice = "To mend it: drop the guard";
        failure.details = vec![serial.into(), advice.into()];
        let first = format!("too slow\n  {serial}\n  {advice}\n");
        assert_eq!(facts(&failure, &[]), first);
        assert_eq!(
            facts(&failure, &[advice]),
            format!("too slow\n  {serial}\n")
        );
    }
}
