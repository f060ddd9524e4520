//! A disk on which a second attempt finds something else.

use std::ffi::OsString;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use lab::sync::atomic::{AtomicUsize, Ordering};
use workloads::checksums::{Disk, Kind};

/// A disk whose only file is another one after the first attempt.
pub struct Changing {
    /// What the first attempt ends with, and whether it could not even be opened.
    pub first: ErrorKind,
    is_locked: bool,
    /// What every other attempt ends with; `None`: the file is empty.
    pub then: Option<ErrorKind>,
    opened: AtomicUsize,
}

impl Changing {
    pub fn read(first: ErrorKind, then: Option<ErrorKind>) -> Changing {
        Changing {
            first,
            is_locked: false,
            then,
            opened: AtomicUsize::new(0),
        }
    }

    pub fn open(first: ErrorKind) -> Changing {
        Changing {
            is_locked: true,
            ..Changing::read(first, None)
        }
    }
}

impl Disk for Changing {
    fn kind(&self, _: &Path) -> io::Result<Kind> {
        Ok(Kind::File)
    }

    fn list(&self, _: &Path) -> io::Result<Vec<OsString>> {
        Ok(Vec::new())
    }

    fn open(&self, _: &Path) -> io::Result<Box<dyn Read>> {
        let is_first = self.opened.fetch_add(1, Ordering::SeqCst) == 0;
        if is_first && self.is_locked {
            return Err(self.first.into());
        }
        let error = if is_first {
            Some(self.first)
        } else {
            self.then
        };
        Ok(match error {
            Some(kind) => Box::new(Failing(kind)),
            None => Box::new(io::empty()),
        })
    }
}

struct Failing(ErrorKind);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(self.0.into())
    }
}
