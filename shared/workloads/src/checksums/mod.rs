//! Trees of files to take checksums of: what is asked of a disk, and what comes of a
//! file.

mod simulated;

use std::ffi::OsString;
use std::fmt;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

pub use simulated::{READ, SimulatedDisk};

/// What a checksum needs of a disk.
pub trait Disk: Send + Sync + 'static {
    /// What a path leads to, links followed.
    ///
    /// # Errors
    ///
    /// When there is nothing, or it may not be looked at.
    fn kind(&self, path: &Path) -> io::Result<Kind>;

    /// The names in a folder, in any order.
    ///
    /// # Errors
    ///
    /// When it may not be read, or is gone.
    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>>;

    /// Opens a file. Reading it may fail as well.
    ///
    /// # Errors
    ///
    /// When it may not be read, or is gone.
    fn open(&self, file: &Path) -> io::Result<Box<dyn Read>>;
}

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file with bytes in it.
    File,
    /// A folder. The identity is the same however one gets to it.
    Folder(FolderId),
    /// A socket, a device or the like: nothing to read.
    Other,
}

/// Tells folders apart: the device, and the number of the folder on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FolderId(pub u64, pub u64);

/// How many bytes are read at once.
pub const CHUNK: usize = 64 * 1024;

/// How long to wait before a file is tried again.
pub const PAUSE: Duration = Duration::from_millis(50);

/// How the work is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Threads that read files.
    pub workers: usize,
    /// Files, and outcomes, that may wait; with 0 they go from hand to hand.
    pub queue: usize,
    /// How often a file is tried in all.
    pub attempts: u32,
}

/// What came of a file, or of a folder that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The root and the way from there.
    pub path: PathBuf,
    /// The digest, or why there is none.
    pub result: Result<Digest, Failure>,
}

/// The checksum of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// SHA-256, in 64 small hexadecimal digits.
    pub sha256: String,
    /// How many bytes were read for it.
    pub bytes: u64,
}

/// Why a file has no checksum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Reading failed, in the end.
    Io {
        /// Of which kind the last error was.
        kind: ErrorKind,
        /// How often it was tried.
        attempts: u32,
    },
    /// The work was cancelled before the file was read to its end.
    Cancelled,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Io { kind, attempts: 1 } => write!(f, "{kind}"),
            Failure::Io { kind, attempts } => {
                write!(f, "{kind}, after {attempts} attempts")
            }
            Failure::Cancelled => f.write_str("cancelled"),
        }
    }
}

impl std::error::Error for Failure {}

/// Whether another attempt may help. A file that is gone stays gone, and what is
/// forbidden stays forbidden.
pub fn is_transient(kind: ErrorKind) -> bool {
    !matches!(
        kind,
        ErrorKind::NotFound
            | ErrorKind::PermissionDenied
            | ErrorKind::IsADirectory
            | ErrorKind::NotADirectory
    )
}

/// What came of a whole tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files with a checksum.
    pub hashed: usize,
    /// Bytes of these.
    pub bytes: u64,
    /// Files and folders that could not be read.
    pub failed: usize,
    /// Files that were found but not finished when the work was cancelled.
    pub unfinished: usize,
    /// Whether the work was cancelled before everything was done.
    pub cancelled: bool,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} files, {} bytes, {} failed",
            self.hashed, self.bytes, self.failed
        )?;
        if self.cancelled {
            write!(f, "; cancelled, {} unfinished", self.unfinished)?;
        }
        Ok(())
    }
}
