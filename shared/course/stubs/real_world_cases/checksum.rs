//! Exercise: the checksums of all files in a tree. The last one: a real tool.
//!
//! Threads, channels, locks and clocks are in `lab::{thread, channel, sync, time}`.
//! The standard library's are invisible to it, and the rules cannot hold with them.
//! The types that it is given are in `shared/workloads/src/checksums`.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use workloads::checksums::{Digest, Disk, Failure, Options, Outcome, Summary};
use workloads::job::PoolError;

/// Goes through everything in `root`, which may be a file itself, and tells
/// `found` of each file (`Ok`), and of each path that cannot be looked into
/// (`Err`). Ends when `found` returns false.
///
/// In each folder it goes by the order of names. It follows links, but does not
/// enter a folder that it is in already. What is neither file nor folder it
/// passes over.
pub fn walk(
    disk: &dyn Disk,
    root: &Path,
    found: &mut dyn FnMut(PathBuf, io::Result<()>) -> bool,
) {
    todo!("tell of the root, or of what is in it, folder by folder")
}

/// Reads a file, at most [`CHUNK`] bytes at once, and computes its SHA-256, with the
/// crate `sha2`.
///
/// When opening or reading fails with a kind that [`is_transient`], it waits for
/// [`PAUSE`] and begins the file anew, up to `attempts` attempts in all (0 counts as 1).
/// A read that was interrupted may also be repeated at once.
///
/// # Errors
///
/// [`Failure::Io`] when the last attempt fails, or another could not help;
/// [`Failure::Cancelled`] as soon as `cancelled` returns true, which is asked before
/// the file is opened and before each read.
///
/// [`CHUNK`]: workloads::checksums::CHUNK
/// [`PAUSE`]: workloads::checksums::PAUSE
/// [`is_transient`]: workloads::checksums::is_transient
pub fn hash_file(
    disk: &dyn Disk,
    file: &Path,
    attempts: u32,
    cancelled: &dyn Fn() -> bool,
) -> Result<Digest, Failure> {
    todo!("read the file chunk by chunk, and anew when that may help")
}

/// Computes the checksums of everything in `root` with `options.workers` threads,
/// and calls `report` with each outcome as soon as it is there: one for each file,
/// and one for each path that cannot be looked into, after one attempt. At most
/// `options.queue` files wait for a worker, and as many outcomes for `report`; the walk
/// hands on a file before it looks at the next path. Nothing that it calls panics.
///
/// Once `cancelled` returns true nothing more is begun: files that were handed to
/// the workers but not finished have the outcome [`Failure::Cancelled`], and it
/// returns within the time of one read or pause. What was read to its end is
/// reported in any case. The summary is cancelled only if something was left undone,
/// also if nobody knows what: a tree whose end was not reached.
///
/// That holds in folders without files, too, of which [`walk`] has nothing to tell:
/// `cancelled` is asked before each path is looked at. So the walk needs a helper, which
/// `walk` and `checksum` share, and which is told by the one who calls it when to stop.
///
/// Returns when every worker has ended. Besides the workers it may start one more
/// thread. Who has to wait sleeps: nobody asks again and again.
///
/// # Errors
///
/// [`PoolError::NoWorkers`] when `options.workers` is 0.
pub fn checksum(
    disk: Arc<dyn Disk>,
    root: &Path,
    options: Options,
    cancelled: Arc<dyn Fn() -> bool + Send + Sync>,
    report: &mut dyn FnMut(&Outcome),
) -> Result<Summary, PoolError> {
    todo!("walk in one thread, hash in others, and report here")
}

/// What the program ends with: 130 when it was cancelled, as is the custom after
/// Ctrl-C; 1 when something could not be read; 0 when all is well.
pub fn exit_code(summary: &Summary) -> u8 {
    todo!("turn the summary into a number")
}
