//! Broken rules in words: the first in full, of the others the facts.

use colored::Colorize;
use rules::{Failure, Ruling};

use crate::check::{Outcome, Status};
use crate::show::mark;

/// Lines that are kept of what a rule that is not the first says, and characters of
/// each: values that a rule compares may be long. A sentence is of use only as a whole:
/// it is cut where nobody wrote it to be read, and what the lab says in its own words,
/// who waits for whom and what would mend it, never.
const LINES: usize = 8;
const WIDTH: usize = 160;
const SENTENCE: usize = 600;

/// A broken rule, and those that are broken in the same way.
type Group<'a> = Vec<(&'a Ruling, &'a Failure)>;

/// All that there is to say about them; empty if none is broken.
pub(crate) fn tell(outcome: &Outcome) -> String {
    let mut text = String::new();
    let groups = groups(outcome);
    let mut told: Vec<&str> = Vec::new();
    for (n, group) in groups.iter().enumerate() {
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
        let same: Vec<_> = group[1..].iter().map(|(r, _)| &*r.promise).collect();
        if !same.is_empty() {
            text += &format!("\nBroken in the same way: {}.\n", same.join("; "));
        }
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

/// In which way a rule is broken. The numbers that the lab gives to threads and
/// channels are of no account; those that a rule compares are.
pub(crate) fn way(failure: &Failure) -> String {
    let sentence = &failure.sentence;
    if is_of_the_lab(sentence) {
        sentence.replace(|c: char| c.is_ascii_digit(), "")
    } else {
        sentence.clone()
    }
}

/// Whether the lab found these words.
fn is_of_the_lab(sentence: &str) -> bool {
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
    let indented = |detail: &String| format!("  {}", detail.replace('\n', " "));
    lines.extend(find(" panicked").map(indented));
    let mut text: String = lines.iter().map(|line| cut(line) + "\n").collect();
    let serial = find("secretly serial: ");
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
    let is_value = ["yours: ", "promised: "]
        .iter()
        .any(|whose| line.trim_start().starts_with(whose));
    let width = if is_value { WIDTH } else { SENTENCE };
    match line.char_indices().nth(width) {
        Some((end, _)) if !is_of_the_lab(line) => format!("{}…", &line[..end]),
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Failure, SENTENCE, WIDTH, cut, facts};

    #[test]
    fn of_later_failures_facts_are_cut_and_advice_is_not() {
        let long = "a word ".repeat(SENTENCE);
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
    fn a_sentence_is_kept_whole_and_a_value_is_not() {
        let sentence = format!("the receiver outlives {}", "all of ".repeat(60));
        assert_eq!(cut(&sentence), sentence);
        let value = cut(&format!("     yours: {sentence}"));
        assert_eq!(value.chars().count(), WIDTH + 1);
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
