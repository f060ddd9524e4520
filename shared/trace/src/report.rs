use std::fmt;

/// What went wrong in a run, for someone who has to mend it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// In one sentence.
    pub sentence: String,
    /// Who waits on what, why it never ends, and the cycle: one line each.
    pub details: Vec<String>,
    /// The threads of the cycle, each waiting for the next and the last for the
    /// first: indices into the run's threads. Empty where there is no cycle.
    pub cycle: Vec<usize>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.sentence)?;
        for line in &self.details {
            writeln!(f, "{line}")?;
        }
        Ok(())
    }
}
