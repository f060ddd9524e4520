use std::fmt;

use lab::Panicked;

/// What came of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// In one sentence.
    pub sentence: String,
    /// Who waited on what and why; one line each.
    pub details: Vec<String>,
    /// The shortest schedule that shows it, drawn.
    pub picture: String,
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
            share: None,
            code: None,
        }
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
        if let Some((failed, tried)) = self.share {
            writeln!(f, "\nIt fails on {failed} of {tried} schedules.")?;
        }
        Ok(())
    }
}

/// The text form between a rule's process and the harness: a word, then fields
/// one after the other, each with its length before it.
impl Verdict {
    pub(crate) fn encode(&self) -> String {
        let mut text = String::new();
        let mut field = |value: &str| {
            text += &format!("{}\n{value}\n", value.len());
        };
        match self {
            Verdict::Holds { schedules } => {
                field("holds");
                field(&schedules.to_string());
            }
            Verdict::NotStarted { todo, place } => {
                field("not started");
                field(todo);
                field(place);
            }
            Verdict::Broken(failure) => {
                let (failed, tried) = failure.share.unwrap_or((0, 0));
                field("broken");
                field(&failure.sentence);
                field(&failure.picture);
                field(&failed.to_string());
                field(&tried.to_string());
                field(failure.code.as_deref().unwrap_or(""));
                for line in &failure.details {
                    field(line);
                }
            }
        }
        text
    }

    pub(crate) fn decode(text: &str) -> Option<Verdict> {
        let mut rest = text;
        let mut fields = Vec::new();
        while let Some((length, after)) = rest.split_once('\n') {
            let length: usize = length.parse().ok()?;
            fields.push(after.get(..length)?.to_owned());
            rest = after.get(length + 1..)?;
        }
        match fields.as_slice() {
            [word, schedules] if word == "holds" => Some(Verdict::Holds {
                schedules: schedules.parse().ok()?,
            }),
            [word, todo, place] if word == "not started" => {
                Some(Verdict::NotStarted {
                    todo: todo.clone(),
                    place: place.clone(),
                })
            }
            [word, sentence, picture, failed, tried, code, details @ ..]
                if word == "broken" =>
            {
                let share = (failed.parse().ok()?, tried.parse().ok()?);
                Some(Verdict::Broken(Failure {
                    sentence: sentence.clone(),
                    details: details.to_vec(),
                    picture: picture.clone(),
                    share: (share.1 > 0).then_some(share),
                    code: (!code.is_empty()).then(|| code.clone()),
                }))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verdict_survives_the_way_between_two_processes() {
        let broken = Verdict::Broken(Failure {
            sentence: "it broke\non two lines: é".into(),
            details: vec!["one".into(), String::new()],
            picture: "█ ·\n".into(),
            share: Some((3, 4_000)),
            code: Some("s1.1".into()),
        });
        let not_started = Verdict::NotStarted {
            todo: "take a job".into(),
            place: "a.rs:3".into(),
        };
        let holds = Verdict::Holds { schedules: 7 };
        for verdict in [broken, not_started, holds] {
            assert_eq!(Verdict::decode(&verdict.encode()), Some(verdict));
        }
        assert_eq!(Verdict::decode("12\nshort"), None);
    }
}
