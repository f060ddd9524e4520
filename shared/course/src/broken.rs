//! Broken rules in words: the first in full, of the others the facts.

use colored::Colorize;
use rules::{Failure, Ruling};

use crate::check::{Outcome, Status};
use crate::show::mark;

/// Lines that are kept of what a rule that is not the first says, and characters of
/// each: values that a rule compares may be long. What the lab says in its own words,
/// who waits for whom and what would mend it, is of use only as a whole.
const LINES: usize = 8;
const WIDTH: usize = 160;

/// A broken rule, and those that are broken in the same way.
type Group<'a> = Vec<(&'a Ruling, &'a Failure)>;

/// All that there is to say about them; empty if none is broken.
pub(crate) fn tell(outcome: &Outcome) -> String {
    let mut text = String::new();
    let groups = groups(outcome);
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
            facts(failure)
        };
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
    let kinds = ["deadlock: ", "polling: ", "leaked thread"];
    kinds.iter().any(|kind| sentence.starts_with(kind))
}

/// What differs from what was promised, who panicked, what would mend it, and how
/// often it goes wrong.
fn facts(failure: &Failure) -> String {
    let mut lines: Vec<_> = failure.sentence.lines().map(str::to_owned).collect();
    if lines.len() > LINES {
        lines.truncate(LINES);
        lines.push("…".to_owned());
    }
    let find = |what: &str| {
        let mut details = failure.details.iter();
        let found = details.find(|detail| {
            detail.contains(what) && !detail.starts_with("It printed:")
        });
        found.map(|detail| format!("  {}", detail.replace('\n', " ")))
    };
    lines.extend(find(" panicked"));
    let lines = lines
        .iter()
        .map(|line| match line.char_indices().nth(WIDTH) {
            Some((end, _)) if !is_of_the_lab(line) => format!("{}…\n", &line[..end]),
            _ => format!("{line}\n"),
        });
    let mut text: String = lines.collect();
    if let Some(advice) = find("To mend it:") {
        text += &advice;
        text.push('\n');
    }
    text + &failure.how_often()
}

#[cfg(test)]
mod tests {
    use super::{Failure, WIDTH, facts};

    #[test]
    fn of_later_failures_facts_are_cut_and_advice_is_not() {
        let long = "a word ".repeat(WIDTH);
        let mut failure = Failure::plain(long.clone());
        failure.details = vec![
            format!("It printed: thread 1 panicked, {long}"),
            format!("thread 1 panicked at a.rs:1: {long}"),
            format!("To mend it: {long}end."),
        ];
        let text = facts(&failure);
        let lines: Vec<_> = text.lines().collect();
        let [sentence, panicked, advice] = lines[..] else {
            panic!("{text}");
        };
        assert!(sentence.starts_with("a word") && sentence.ends_with('…'));
        assert!(panicked.starts_with("  thread 1") && panicked.ends_with('…'));
        assert_eq!(advice, format!("  To mend it: {long}end."));

        failure.sentence = format!("deadlock: {long}end");
        assert!(facts(&failure).starts_with(&format!("{}\n", failure.sentence)));
    }
}
