use std::env;
use std::sync::OnceLock;

use crate::Rule;

/// Set to have [variants](Subject::variant) checked on all schedules.
pub const ALL_SCHEDULES: &str = "ALL_SCHEDULES";

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
    /// Right as the solution is, and there to check the rules: a part of their
    /// schedules will do, see [`Subject::variant`].
    pub is_variant: bool,
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
            is_variant: false,
        }
    }

    /// Code that keeps all of the rules in another way than the solution does: that
    /// they accept it is one test, of an eighth of their schedules, or of all of them if
    /// the environment has [`ALL_SCHEDULES`].
    pub fn variant(name: &'static str, rules: Vec<Rule>) -> Subject {
        Subject {
            is_variant: true,
            ..Subject::new(name, rules)
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
            wrong: Some(Wrong { rule, says }),
            ..Subject::new(name, rules)
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

    /// Finds the subject all of whose rules this process is to run.
    pub(crate) fn select_all(&self, name: &str) -> Option<&Subject> {
        let subject = self.subjects.iter().find(|s| s.name == name)?;
        SUBJECT.get_or_init(|| subject.name);
        Some(subject)
    }

    /// Whether the rule `name` is run on a part of its schedules.
    pub(crate) fn is_shortened(&self, name: &str) -> bool {
        let is_variant = self.split(name).is_some_and(|(s, _)| s.is_variant);
        is_variant && env::var_os(ALL_SCHEDULES).is_none()
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
