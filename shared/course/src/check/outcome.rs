//! What came of a check.

use rules::{Failure, Ruling, Verdict};
use serde::{Deserialize, Serialize};

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
    /// broken on more schedules than the others. But whoever polls is late, too, and
    /// breaks other rules for that alone.
    pub fn broken(&self) -> impl Iterator<Item = (&Ruling, &Failure)> {
        let rulings = self.rulings().iter();
        let mut broken: Vec<_> = rulings
            .filter_map(|ruling| match &ruling.verdict {
                Verdict::Broken(failure) => Some((ruling, failure)),
                _ => None,
            })
            .collect();
        broken.sort_by(|(_, a), (_, b)| {
            let polls = |f: &Failure| {
                let is_cause = |d: &String| !d.starts_with("secretly serial: ");
                f.sentence.starts_with("polling: ") && f.details.iter().all(is_cause)
            };
            let rank = polls(b).cmp(&polls(a));
            rank.then(share(b).total_cmp(&share(a)))
        });
        broken.into_iter()
    }
}

/// The share of schedules that fail. A process that was ended would have ended so
/// on any.
fn share(failure: &Failure) -> f64 {
    let share = failure.share.map(|(failed, of)| failed as f64 / of as f64);
    share.unwrap_or(1.0)
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
    fn who_polls_comes_first_unless_a_lock_is_to_blame() {
        let polls = "polling: thread 1 asked";
        let serial = "secretly serial: in 20 ms, threads waited";
        let outcome = Outcome::Ruled {
            rulings: vec![
                ruling("late", "too slow", ""),
                ruling("locked out", polls, serial),
                ruling("polls", polls, ""),
            ],
            of: 3,
            warnings: String::new(),
        };
        let order: Vec<_> = outcome.broken().map(|(r, _)| &*r.rule).collect();
        assert_eq!(order, ["polls", "late", "locked out"]);
    }
}
