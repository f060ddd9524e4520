//! Wrong: reads on at once after any error that may pass.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lab::{channel, thread};
use sha2::{Digest as _, Sha256};
use workloads::checksums::{
    CHUNK, Digest, Disk, Failure, Kind, Options, Outcome, PAUSE, Summary,
    is_transient,
};
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
    walk_while(disk, root, &|| true, found);
}

/// The same, and asks `go_on` before each path. Whether it came to the end.
fn walk_while(
    disk: &dyn Disk,
    root: &Path,
    go_on: &dyn Fn() -> bool,
    found: &mut dyn FnMut(PathBuf, io::Result<()>) -> bool,
) -> bool {
    // Paths still to be looked at, the next one last; `None`: leave a folder.
    let mut todo = vec![Some(root.to_owned())];
    let mut inside = Vec::new();
    while let Some(step) = todo.pop() {
        let Some(path) = step else {
            inside.pop();
            continue;
        };
        if !go_on() {
            return false;
        }
        let is_wanted = match disk.kind(&path) {
            Ok(Kind::File) => found(path, Ok(())),
            Ok(Kind::Other) => true,
            Ok(Kind::Folder(id)) if inside.contains(&id) => true,
            Ok(Kind::Folder(id)) => match disk.list(&path) {
                Ok(mut names) => {
                    names.sort_unstable_by(|a, b| b.cmp(a));
                    inside.push(id);
                    todo.push(None);
                    todo.extend(names.iter().map(|name| Some(path.join(name))));
                    true
                }
                Err(error) => found(path, Err(error)),
            },
            Err(error) => found(path, Err(error)),
        };
        if !is_wanted {
            return false;
        }
    }
    true
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
    let mut attempt = 1;
    loop {
        let kind = match try_to_hash(disk, file, cancelled) {
            Ok(digest) => return digest.ok_or(Failure::Cancelled),
            Err(error) => error.kind(),
        };
        if attempt >= attempts || !is_transient(kind) {
            let attempts = attempt;
            return Err(Failure::Io { kind, attempts });
        }
        attempt += 1;
        thread::sleep(PAUSE);
    }
}

/// One attempt; `None` when it was cancelled.
fn try_to_hash(
    disk: &dyn Disk,
    file: &Path,
    cancelled: &dyn Fn() -> bool,
) -> io::Result<Option<Digest>> {
    if cancelled() {
        return Ok(None);
    }
    let mut reader = disk.open(file)?;
    let mut hasher = Sha256::new();
    let mut bytes = 0;
    let mut chunk = vec![0; CHUNK];
    loop {
        if cancelled() {
            return Ok(None);
        }
        match reader.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => {
                hasher.update(&chunk[..read]);
                bytes += read as u64;
            }
            Err(error) if is_transient(error.kind()) => {}
            Err(error) => return Err(error),
        }
    }
    let digits = hasher
        .finalize()
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    Ok(Some(Digest {
        sha256: digits,
        bytes,
    }))
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
    if options.workers == 0 {
        return Err(PoolError::NoWorkers);
    }
    let (files_tx, files_rx) = channel::bounded::<PathBuf>(options.queue);
    let (outcomes_tx, outcomes_rx) = channel::bounded(options.queue);

    let mut workers = Vec::new();
    for _ in 0..options.workers {
        let (files_rx, outcomes_tx) = (files_rx.clone(), outcomes_tx.clone());
        let (disk, cancelled) = (Arc::clone(&disk), Arc::clone(&cancelled));
        workers.push(thread::spawn(move || {
            // After a cancellation the queue is emptied, and quickly: each file
            // is given back as cancelled without a read.
            for path in files_rx {
                let result = hash_file(&*disk, &path, options.attempts, &*cancelled);
                if outcomes_tx.send(Outcome { path, result }).is_err() {
                    break;
                }
            }
        }));
    }
    drop(files_rx);
    let root = root.to_owned();
    let walker = thread::spawn(move || {
        let go_on = || !cancelled();
        walk_while(&*disk, &root, &go_on, &mut |path, looked| match looked {
            Ok(()) => files_tx.send(path).is_ok(),
            Err(error) => {
                let (kind, attempts) = (error.kind(), 1);
                let result = Err(Failure::Io { kind, attempts });
                outcomes_tx.send(Outcome { path, result }).is_ok()
            }
        })
    });

    let mut summary = Summary::default();
    for outcome in outcomes_rx {
        match &outcome.result {
            Ok(digest) => {
                summary.hashed += 1;
                summary.bytes += digest.bytes;
            }
            Err(Failure::Io { .. }) => summary.failed += 1,
            Err(Failure::Cancelled) => summary.unfinished += 1,
        }
        report(&outcome);
    }
    for worker in workers {
        worker.join().expect("reading does not panic");
    }
    let is_whole = walker.join().expect("walking does not panic");
    summary.cancelled = !is_whole || summary.unfinished > 0;
    Ok(summary)
}

/// What the program ends with: 130 when it was cancelled, as is the custom after
/// Ctrl-C; 1 when something could not be read; 0 when all is well.
pub fn exit_code(summary: &Summary) -> u8 {
    match summary {
        Summary {
            cancelled: true, ..
        } => 130,
        Summary { failed: 1.., .. } => 1,
        _ => 0,
    }
}
