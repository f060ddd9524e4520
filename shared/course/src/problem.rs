//! Why a command could not do what it was asked to.

use std::fmt;
use std::io;
use std::path::Path;

/// What the process ends with. The same everywhere in the course.
pub mod code {
    /// Done, and all is well.
    pub const DONE: u8 = 0;
    /// A rule was broken, or the exercise does not compile.
    pub const BROKEN: u8 = 1;
    /// The command line made no sense.
    pub const USAGE: u8 = 2;
    /// The exercise has a hole left.
    pub const NOT_STARTED: u8 = 3;
}

/// One sentence on what is wrong and what to do, and the exit code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// For standard error.
    pub sentence: String,
    /// One of [`code`].
    pub code: u8,
}

impl Problem {
    /// The command line is at fault.
    pub fn usage(sentence: impl Into<String>) -> Problem {
        Problem {
            sentence: sentence.into(),
            code: code::USAGE,
        }
    }

    /// Something else is.
    pub fn failed(sentence: impl Into<String>) -> Problem {
        Problem {
            sentence: sentence.into(),
            code: code::BROKEN,
        }
    }

    /// A file or folder could not be read or written.
    pub fn with(path: &Path, error: &io::Error) -> Problem {
        Problem::failed(format!("{}: {error}", path.display()))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for Problem {}
