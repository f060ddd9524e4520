//! Disks on which a second attempt finds something else.

use std::ffi::OsString;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use lab::sync::Arc;
use lab::sync::atomic::{AtomicUsize, Ordering};
use workloads::checksums::{Disk, FolderId, Kind, READ};

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
        // Who reads on without an end is to be seen.
        lab::work(READ);
        Err(self.0.into())
    }
}

/// A disk with one file, of the bytes abc, of which each read gives one.
#[derive(Default)]
pub struct Piecemeal {
    /// A signal interrupts the read before which so many bytes are left, once; 0: none.
    pub interrupted: Arc<AtomicUsize>,
}

impl Disk for Piecemeal {
    fn kind(&self, _: &Path) -> io::Result<Kind> {
        Ok(Kind::File)
    }

    fn list(&self, _: &Path) -> io::Result<Vec<OsString>> {
        Ok(Vec::new())
    }

    fn open(&self, _: &Path) -> io::Result<Box<dyn Read>> {
        let interrupted = Arc::clone(&self.interrupted);
        let rest = &b"abc"[..];
        Ok(Box::new(Pieces { interrupted, rest }))
    }
}

struct Pieces {
    interrupted: Arc<AtomicUsize>,
    rest: &'static [u8],
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.rest.len();
        if left > 0 && self.interrupted.load(Ordering::SeqCst) == left {
            self.interrupted.store(0, Ordering::SeqCst);
            return Err(ErrorKind::Interrupted.into());
        }
        let most = buffer.len().min(1);
        self.rest.read(&mut buffer[..most])
    }
}

/// A disk with one folder, which is empty, but does not show it at the first attempt.
#[derive(Default)]
pub struct ShakyFolder {
    /// Already the question for its kind fails.
    pub is_hidden: bool,
    /// How often that was which fails at first.
    pub asked: AtomicUsize,
}

impl ShakyFolder {
    fn attempt(&self) -> io::Result<()> {
        match self.asked.fetch_add(1, Ordering::SeqCst) {
            0 => Err(ErrorKind::TimedOut.into()),
            _ => Ok(()),
        }
    }
}

impl Disk for ShakyFolder {
    fn kind(&self, _: &Path) -> io::Result<Kind> {
        if self.is_hidden {
            self.attempt()?;
        }
        Ok(Kind::Folder(FolderId(1, 1)))
    }

    fn list(&self, _: &Path) -> io::Result<Vec<OsString>> {
        if !self.is_hidden {
            self.attempt()?;
        }
        Ok(Vec::new())
    }

    fn open(&self, _: &Path) -> io::Result<Box<dyn Read>> {
        Err(ErrorKind::IsADirectory.into())
    }
}
