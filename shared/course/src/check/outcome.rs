//! What came of a check.

use rules::{Failure, Ruling, Verdict};
use serde::{Deserialize, Serialize};

use crate::broken::{SERIAL, is_of_the_lab, is_panic_of_a_rule};

/// What came of checking an exercise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// It does not compile: the compiler's words.
    Refused(String),
    /// It does, and these are the verdicts.
    Ruled {
        /// In the order of the rules. After code that does not end, or takes very
        /// long to break a rule, those that were to come are missing.
        rulings: Vec<Ruling>,
        /// How many rules there are.
        of: usize,
        /// What the compiler warned of, in its own words.
        warnings: String,
    },
}

/// Where the learner stands with an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// All rules hold.
    Passed,
    /// A rule is broken.
    Broken,
    /// It does not compile.
    Refused,
    /// There is a hole left, and what is there breaks no rule.
    NotStarted,
}

impl Outcome {
    /// Where the learner stands.
    pub fn status(&self) -> Status {
        let Outcome::Ruled { rulings, .. } = self else {
            return Status::Refused;
        };
        let verdicts = || rulings.iter().map(|ruling| &ruling.verdict);
        if verdicts().any(|v| matches!(v, Verdict::Broken(_))) {
            Status::Broken
        } else if verdicts().all(|v| matches!(v, Verdict::Holds { .. })) {
            Status::Passed
        } else {
            Status::NotStarted
        }
    }

    /// The rulings; none if it does not compile.
    pub fn rulings(&self) -> &[Ruling] {
        match self {
            Outcome::Ruled { rulings, .. } => rulings,
            Outcome::Refused(_) => &[],
        }
    }

    /// What the compiler warned of; empty if it does not compile.
    pub fn warnings(&self) -> &str {
        match self {
            Outcome::Ruled { warnings, .. } => warnings,
            Outcome::Refused(_) => "",
        }
    }

    /// How many rules there are; none if it does not compile.
    pub fn rules(&self) -> usize {
        match self {
            Outcome::Ruled { of, .. } => *of,
            Outcome::Refused(_) => 0,
        }
    }

    /// How many rules hold.
    pub fn holding(&self) -> usize {
        let holds =
            |ruling: &&Ruling| matches!(ruling.verdict, Verdict::Holds { .. });
        self.rulings().iter().filter(holds).count()
    }

    /// The rules that are broken, and how: first the one to learn from, which is
    /// broken on most schedules, has no panic in it that the rule wants to be dealt
    /// with, and comes before others in the list. But whoever polls is late, too, and so
    /// is who waits for a lock that is kept; and who does not wait for a thread has not
    /// its results: they break other rules for that alone.
    pub fn broken(&self) -> impl Iterator<Item = (&Ruling, &Failure)> {
        let rulings = self.rulings().iter();
        let mut broken: Vec<_> = rulings
            .filter_map(|ruling| match &ruling.verdict {
                Verdict::Broken(failure) => Some((ruling, failure)),
                _ => None,
            })
            .collect();
        broken.sort_by(|(rule_a, a), (rule_b, b)| {
            let rank = is_cause(b).cmp(&is_cause(a));
            rank.then(often(b).total_cmp(&often(a)))
                .then(has_panics(rule_a, a).cmp(&has_panics(rule_b, b)))
        });
        broken.into_iter()
    }
}

/// Whether other rules may be broken for this reason alone.
fn is_cause(failure: &Failure) -> bool {
    let is_serial = failure.details.iter().any(|d| d.starts_with(SERIAL));
    match &*failure.sentence {
        leaked if leaked.starts_with("leaked thread") => true,
        polls if polls.starts_with("polling: ") => !is_serial,
        other => is_serial && !is_of_the_lab(other),
    }
}

/// The share of schedules that fail; half of them are as good as all: of those it
/// depends on the rule how many they are. A process that was ended would have ended so
/// on any.
fn often(failure: &Failure) -> f64 {
    let share = failure.share.map(|(failed, of)| failed as f64 / of as f64);
    share.unwrap_or(1.0).min(0.5)
}

/// Whether a rule is about panics, or has raised one on purpose.
fn has_panics(ruling: &Ruling, failure: &Failure) -> bool {
    let mut details = failure.details.iter();
    ruling.promise.contains("panic") || details.any(|d| is_panic_of_a_rule(d))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ruling(rule: &str, sentence: &str, detail: &str) -> Ruling {
        let mut failure = Failure::plain(sentence);
        failure.details = vec![detail.to_owned()];
        Ruling {
            rule: rule.to_owned(),
            promise: rule.to_owned(),
            millis: 1,
            verdict: Verdict::Broken(failure),
        }
    }

    #[test]
    fn causes_come_first_and_a_kept_lock_before_who_polls_for_it() {
        let polls = "polling: thread 1 asked";
        let serial = "secretly serial: in 20 ms, threads waited";
        let outcome = Outcome::Ruled {
            rulings: vec![
                ruling("late", "too slow", ""),
                ruling("locked out", polls, serial),
                ruling("kept", "too slow", serial),
                ruling("polls", polls, ""),
                ruling("leaks", "leaked thread: main returned", ""),
            ],
            of: 5,
            warnings: String::new(),
        };
        let order: Vec<_> = outcome.broken().map(|(r, _)| &*r.rule).collect();
        assert_eq!(order, ["kept", "polls", "leaks", "late", "locked out"]);
    }

    #[test]
    fn of_rules_that_mostly_fail_those_without_panics_come_first() {
        let panicked =
            "thread 1 panicked at chapters/a/tests/rules/b.rs:1: on purpose";
        let mut rare = ruling("rare", "too slow", "");
        if let Verdict::Broken(failure) = &mut rare.verdict {
            failure.share = Some((1, 9));
        }
        let mut most = ruling("each job is done once", "too few", "");
        if let Verdict::Broken(failure) = &mut most.verdict {
            failure.share = Some((8, 9));
        }
        let outcome = Outcome::Ruled {
            rulings: vec![
                rare,
                ruling("a panic is an outcome", "too few", ""),
                ruling("the last attempt counts", "too few", panicked),
                most,
                ruling("all work at once", "too slow", ""),
            ],
            of: 5,
            warnings: String::new(),
        };
        let order: Vec<_> = outcome.broken().map(|(r, _)| &*r.rule).collect();
        let right = [
            "each job is done once",
            "all work at once",
            "a panic is an outcome",
            "the last attempt counts",
            "rare",
        ];
        assert_eq!(order, right);
    }
}
