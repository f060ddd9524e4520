use std::error::Error;
use std::{fmt, io};

/// A pool that cannot be.
#[derive(Debug)]
pub enum BuildError {
    /// Without workers no job would ever be done.
    NoWorkers,
    /// The system could not start a thread. Those that had started have ended.
    Spawn(io::Error),
}

/// The pool takes no more jobs: here is the one that it did not take.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SubmitError<J>(pub J);

/// Why a pool did not take a job at once.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TrySubmitError<J> {
    /// There was no room for it.
    Full(J),
    /// The pool takes no more jobs.
    Closed(J),
}

/// Why a pool did not take a job in time.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum SubmitTimeoutError<J> {
    /// No room came in time.
    Timeout(J),
    /// The pool takes no more jobs.
    Closed(J),
}

impl<J> SubmitError<J> {
    /// The job that was refused.
    pub fn into_inner(self) -> J {
        self.0
    }
}

impl<J> TrySubmitError<J> {
    /// The job that was refused.
    pub fn into_inner(self) -> J {
        match self {
            TrySubmitError::Full(job) | TrySubmitError::Closed(job) => job,
        }
    }
}

impl<J> SubmitTimeoutError<J> {
    /// The job that was refused.
    pub fn into_inner(self) -> J {
        match self {
            SubmitTimeoutError::Timeout(job) | SubmitTimeoutError::Closed(job) => {
                job
            }
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildError::NoWorkers => f.write_str("a pool needs at least one worker"),
            BuildError::Spawn(_) => f.write_str("a worker could not be started"),
        }
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            BuildError::NoWorkers => None,
            BuildError::Spawn(error) => Some(error),
        }
    }
}

/// `Debug`, `Display` and `Error` for any job, as crossbeam does it: a job that
/// cannot be printed must not spoil `?` and `expect`.
macro_rules! error {
    ($name:ident, |$this:ident| $debug:expr, $display:expr) => {
        impl<J> fmt::Debug for $name<J> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let $this = self;
                f.write_str($debug)
            }
        }

        impl<J> fmt::Display for $name<J> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let $this = self;
                f.write_str($display)
            }
        }

        impl<J> Error for $name<J> {}
    };
}

error!(
    SubmitError,
    |_this| "SubmitError(..)",
    "the pool takes no more jobs"
);
error!(
    TrySubmitError,
    |this| match this {
        TrySubmitError::Full(_) => "Full(..)",
        TrySubmitError::Closed(_) => "Closed(..)",
    },
    match this {
        TrySubmitError::Full(_) => "the pool has no room for another job",
        TrySubmitError::Closed(_) => "the pool takes no more jobs",
    }
);
error!(
    SubmitTimeoutError,
    |this| match this {
        SubmitTimeoutError::Timeout(_) => "Timeout(..)",
        SubmitTimeoutError::Closed(_) => "Closed(..)",
    },
    match this {
        SubmitTimeoutError::Timeout(_) => "no room for another job came in time",
        SubmitTimeoutError::Closed(_) => "the pool takes no more jobs",
    }
);
