use std::sync::OnceLock;

use crate::Rule;

/// The subject whose rule this process runs.
static SUBJECT: OnceLock<&str> = OnceLock::new();

/// The name of the subject whose rule this process runs, for rules that are mounted
/// on several subjects at once.
///
/// # Panics
///
/// When no rule of a [`Suite`] runs.
pub fn subject() -> &'static str {
    SUBJECT.get().expect("a rule of a suite runs")
}

/// Rules, and the code that is to keep them.
pub struct Subject {
    /// `run_pool`, or `run_pool/thread_per_job` for a known-wrong solution.
    pub name: &'static str,
    /// The rules, mounted on this subject.
    pub rules: Vec<Rule>,
    /// For a known-wrong solution: which rule rejects it, and in which words.
    pub wrong: Option<Wrong>,
}

/// How a known-wrong solution is found out.
#[derive(Clone, Copy, Debug)]
pub struct Wrong {
    /// The name of the rule that rejects it.
    pub rule: &'static str,
    /// A part of the sentence with which it does.
    pub says: &'static str,
}

impl Subject {
    /// Code that is to keep all of the rules.
    pub fn new(name: &'static str, rules: Vec<Rule>) -> Subject {
        Subject {
            name,
            rules,
            wrong: None,
        }
    }

    /// Code that is known to break `rule`, in a way that `says` this.
    pub fn wrong(
        name: &'static str,
        rules: Vec<Rule>,
        rule: &'static str,
        says: &'static str,
    ) -> Subject {
        Subject {
            name,
            rules,
            wrong: Some(Wrong { rule, says }),
        }
    }
}

/// All subjects of one test binary.
pub struct Suite {
    /// The package, as `cargo test -p` wants it.
    pub package: &'static str,
    /// The test target, as `cargo test --test` wants it.
    pub target: &'static str,
    /// What is to be checked.
    pub subjects: Vec<Subject>,
}

impl Suite {
    pub(crate) fn find(&self, name: &str) -> Option<&Rule> {
        let (subject, rule) = self.split(name)?;
        subject.rules.iter().find(|r| r.name() == rule)
    }

    /// Finds the one rule that this process is to run.
    pub(crate) fn select(&self, name: &str) -> Option<&Rule> {
        let (subject, _) = self.split(name)?;
        SUBJECT.get_or_init(|| subject.name);
        self.find(name)
    }

    /// The words with which the rule `name` is to reject its subject.
    pub(crate) fn rejection(&self, name: &str) -> Option<&'static str> {
        let (subject, rule) = self.split(name)?;
        let wrong = subject.wrong.filter(|wrong| wrong.rule == rule)?;
        Some(wrong.says)
    }

    /// The subject and the rule of `SUBJECT::RULE`.
    fn split<'a>(&self, name: &'a str) -> Option<(&Subject, &'a str)> {
        let (subject, rule) = name.rsplit_once("::")?;
        let subject = self.subjects.iter().find(|s| s.name == subject)?;
        Some((subject, rule))
    }
}
