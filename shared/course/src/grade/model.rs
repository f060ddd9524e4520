//! What a report says, before it takes a form.

use std::collections::BTreeMap;

use rules::Verdict;
use serde::{Deserialize, Serialize};

/// The form of the JSON report; another number is another form.
pub const FORMAT: u32 = 1;

/// Everything about a class. The same submissions give the same report: there are
/// no times in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// [`FORMAT`].
    pub format: u32,
    /// Changes with the rules, the given code and the compiler: only reports with
    /// the same one can be put together.
    pub rules: String,
    /// Whether the submissions could reach nothing but a scratch folder.
    pub confined: bool,
    /// In the order of the command line.
    pub submissions: Vec<Graded>,
}

/// What came of one submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Graded {
    /// The folder's name.
    pub name: String,
    /// What an instructor should know: files that were changed without effect.
    pub notes: Vec<String>,
    /// In the order of the course.
    pub exercises: Vec<Mark>,
}

/// What came of one exercise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// `basic_pool/run_pool`
    pub id: String,
    /// In a word.
    pub grade: Grade,
    /// In a sentence; empty if the word says it all.
    pub reason: String,
    /// What the compiler said.
    pub compiler: String,
    /// Rules that the exercise has.
    pub of: usize,
    /// The rules that have a verdict, by name.
    pub rules: BTreeMap<String, Verdict>,
}

/// An exercise's grade.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// All rules hold.
    Passed,
    /// A rule is broken.
    Failed,
    /// It is the stub, or has a hole left and breaks no rule.
    NotStarted,
    /// The compiler refuses it.
    DoesNotCompile,
    /// It is not taken: too large, no regular file.
    Refused,
    /// The submission has no such file.
    Missing,
    /// The grader failed, not the submission.
    NotChecked,
}

impl Grade {
    /// For people.
    pub fn word(self) -> &'static str {
        match self {
            Grade::Passed => "passed",
            Grade::Failed => "failed",
            Grade::NotStarted => "not started",
            Grade::DoesNotCompile => "does not compile",
            Grade::Refused => "refused",
            Grade::Missing => "missing",
            Grade::NotChecked => "not checked",
        }
    }

    /// For a narrow column.
    pub fn sign(self) -> &'static str {
        match self {
            Grade::Passed => "✓",
            Grade::Failed => "✗",
            Grade::NotStarted => "·",
            Grade::DoesNotCompile => "E",
            Grade::Refused => "R",
            Grade::Missing => "-",
            Grade::NotChecked => "?",
        }
    }

    /// All of them.
    pub const ALL: [Grade; 7] = [
        Grade::Passed,
        Grade::Failed,
        Grade::NotStarted,
        Grade::DoesNotCompile,
        Grade::Refused,
        Grade::Missing,
        Grade::NotChecked,
    ];
}

impl Mark {
    /// A grade that needs no rules.
    pub fn plain(id: &str, of: usize, grade: Grade, reason: &str) -> Mark {
        Mark {
            id: id.to_owned(),
            grade,
            reason: clean(reason),
            compiler: String::new(),
            of,
            rules: BTreeMap::new(),
        }
    }

    /// Rules that hold.
    pub fn holding(&self) -> usize {
        let holds = |verdict: &&Verdict| matches!(verdict, Verdict::Holds { .. });
        self.rules.values().filter(holds).count()
    }

    /// Removes what a submission may have put in to mislead a terminal or a page.
    pub fn clean(&mut self) {
        self.id = clean(&self.id);
        self.reason = clean(&self.reason);
        self.compiler = clean(&self.compiler);
        let rules = std::mem::take(&mut self.rules);
        let clean_all = |(name, verdict): (String, Verdict)| {
            (clean(&name), clean_verdict(verdict))
        };
        self.rules = rules.into_iter().map(clean_all).collect();
    }
}

impl Graded {
    /// How many exercises have this grade.
    pub fn count(&self, grade: Grade) -> usize {
        self.exercises.iter().filter(|m| m.grade == grade).count()
    }
}

impl Report {
    /// As [`Mark::clean`], for a report that comes from elsewhere.
    pub fn clean(&mut self) {
        for submission in &mut self.submissions {
            submission.name = clean(&submission.name).replace('\n', "�");
            for note in &mut submission.notes {
                *note = clean(note);
            }
            submission.exercises.iter_mut().for_each(Mark::clean);
        }
    }
}

fn clean_verdict(verdict: Verdict) -> Verdict {
    match verdict {
        Verdict::Holds { .. } => verdict,
        Verdict::NotStarted { todo, place } => Verdict::NotStarted {
            todo: clean(&todo),
            place: clean(&place),
        },
        Verdict::Broken(mut failure) => {
            failure.sentence = clean(&failure.sentence);
            failure.picture = clean(&failure.picture);
            failure.drawing = clean(&failure.drawing);
            for detail in &mut failure.details {
                *detail = clean(detail);
            }
            failure.code = failure.code.map(|code| clean(&code));
            Verdict::Broken(failure)
        }
    }
}

/// Text without characters that steer a terminal, that no XML may hold, or that
/// change the direction of writing.
pub fn clean(text: &str) -> String {
    let is_steering = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffe}'..='\u{ffff}')
    };
    let replaced = text.chars().map(|c| if is_steering(c) { '�' } else { c });
    replaced.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_replaced() {
        assert_eq!(clean("a\u{1b}[31mb\r\nc\td"), "a�[31mb�\nc\td");
        assert_eq!(clean("x\u{202e}y\u{0}z"), "x�y�z");
        assert_eq!(clean("█ é 漢"), "█ é 漢");
    }
}
