use std::fmt;

use lab::Panicked;
use serde::{Deserialize, Serialize};

/// What came of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It held on this many schedules.
    Holds {
        /// How many were tried.
        schedules: u64,
    },
    /// The exercise has a hole left, which the rule ran into.
    NotStarted {
        /// What the hole asks for.
        todo: String,
        /// `file:line`
        place: String,
    },
    /// It did not hold.
    Broken(Failure),
}

/// How a rule was broken, for someone who has to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// In one sentence.
    pub sentence: String,
    /// Who waited on what and why; one line each.
    pub details: Vec<String>,
    /// The shortest schedule that shows it, drawn.
    pub picture: String,
    /// The same as SVG, for pages; empty if there is nothing to draw, or too much.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub drawing: String,
    /// Of how many schedules how many failed; nothing is known of a rule whose
    /// process died.
    pub share: Option<(u64, u64)>,
    /// Repeats the failing schedule.
    pub code: Option<String>,
}

impl Failure {
    /// A failure that is no more than a sentence.
    pub fn plain(sentence: impl Into<String>) -> Failure {
        Failure {
            sentence: sentence.into(),
            details: Vec::new(),
            picture: String::new(),
            drawing: String::new(),
            share: None,
            code: None,
        }
    }

    /// The share of schedules in a line; nothing of what has only one.
    pub fn how_often(&self) -> String {
        match self.share {
            None | Some((_, 0 | 1)) => String::new(),
            Some((failed, tried)) => {
                format!("It fails on {failed} of {tried} schedules.\n")
            }
        }
    }
}

impl Verdict {
    /// Whether the rule did not hold.
    pub fn is_broken(&self) -> bool {
        matches!(self, Verdict::Broken(_))
    }
}

impl From<Panicked> for Verdict {
    fn from(todo: Panicked) -> Verdict {
        let text = todo.message.trim_start_matches("not yet implemented");
        Verdict::NotStarted {
            todo: text.trim_start_matches(": ").to_owned(),
            place: todo.place,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.sentence)?;
        for line in &self.details {
            writeln!(f, "  {}", line.replace('\n', "\n  "))?;
        }
        if !self.picture.is_empty() {
            writeln!(f, "\n{}", self.picture.trim_end())?;
        }
        let how_often = self.how_often();
        if !how_often.is_empty() {
            write!(f, "\n{how_often}")?;
        }
        Ok(())
    }
}

/// Characters kept of a sentence, of each detail and of a picture: a learner's panic
/// message may be as long as memory allows.
const KEPT_TEXT: usize = 4_000;
const KEPT_PICTURE: usize = 40_000;
const KEPT_DETAILS: usize = 50;

impl Verdict {
    /// Leaves no more of it than a report can show; the drawing is small enough.
    pub(crate) fn shorten(&mut self) {
        match self {
            Verdict::Holds { .. } => {}
            Verdict::NotStarted { todo, place } => {
                cut(todo, KEPT_TEXT);
                cut(place, KEPT_TEXT);
            }
            Verdict::Broken(failure) => {
                cut(&mut failure.sentence, KEPT_TEXT);
                failure.details.truncate(KEPT_DETAILS);
                for detail in &mut failure.details {
                    cut(detail, KEPT_TEXT);
                }
                cut(&mut failure.picture, KEPT_PICTURE);
            }
        }
    }
}

fn cut(text: &mut String, most: usize) {
    if let Some((end, _)) = text.char_indices().nth(most) {
        text.truncate(end);
        text.push('…');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_in_json_reads_as_it_was_written() {
        let broken = Verdict::Broken(Failure {
            sentence: "it broke\non two lines: é".into(),
            details: vec!["one".into(), String::new()],
            picture: "█ ·\n".into(),
            drawing: "<svg/>".into(),
            share: Some((3, 4_000)),
            code: Some("s1.1".into()),
        });
        let not_started = Verdict::NotStarted {
            todo: "take a job".into(),
            place: "a.rs:3".into(),
        };
        let holds = Verdict::Holds { schedules: 7 };
        for (verdict, json) in [
            (
                broken,
                r#"{"broken":{"sentence":"it broke\non two lines: é","details":["one",""],"picture":"█ ·\n","drawing":"<svg/>","share":[3,4000],"code":"s1.1"}}"#,
            ),
            (
                not_started,
                r#"{"not_started":{"todo":"take a job","place":"a.rs:3"}}"#,
            ),
            (holds, r#"{"holds":{"schedules":7}}"#),
        ] {
            assert_eq!(serde_json::to_string(&verdict).unwrap(), json);
            assert_eq!(serde_json::from_str::<Verdict>(json).unwrap(), verdict);
        }
    }

    #[test]
    fn a_long_verdict_is_cut_between_characters() {
        let mut verdict = Verdict::Broken(Failure::plain("é".repeat(KEPT_TEXT + 1)));
        verdict.shorten();
        let kept = "é".repeat(KEPT_TEXT) + "…";
        assert_eq!(verdict, Verdict::Broken(Failure::plain(kept)));
    }
}
