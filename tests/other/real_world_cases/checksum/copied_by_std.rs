//! Right, and built otherwise: `io::copy` reads, in its own small pieces, from a reader
//! that asks before each of them.

use std::cell::Cell;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lab::{channel, thread};
use sha2::{Digest as _, Sha256};
use workloads::checksums::{
    Digest, Disk, Failure, Kind, Options, Outcome, PAUSE, Summary, is_transient,
};
use workloads::job::PoolError;

pub fn walk(
    disk: &dyn Disk,
    root: &Path,
    found: &mut dyn FnMut(PathBuf, io::Result<()>) -> bool,
) {
    walk_while(disk, root, &|| true, found);
}

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

struct Asking<'a> {
    file: Box<dyn io::Read>,
    cancelled: &'a dyn Fn() -> bool,
    is_cancelled: &'a Cell<bool>,
}

impl io::Read for Asking<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if (self.cancelled)() {
            self.is_cancelled.set(true);
            return Err(ErrorKind::Other.into());
        }
        self.file.read(buffer)
    }
}

struct Hashing(Sha256);

impl io::Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub fn hash_file(
    disk: &dyn Disk,
    file: &Path,
    attempts: u32,
    cancelled: &dyn Fn() -> bool,
) -> Result<Digest, Failure> {
    let is_cancelled = Cell::new(false);
    let attempt = || -> io::Result<Digest> {
        if cancelled() {
            is_cancelled.set(true);
            return Err(ErrorKind::Other.into());
        }
        let file = disk.open(file)?;
        let mut hasher = Hashing(Sha256::new());
        let mut asking = Asking {
            file,
            cancelled,
            is_cancelled: &is_cancelled,
        };
        let bytes = io::copy(&mut asking, &mut hasher)?;
        let sha256 = hasher
            .0
            .finalize()
            .iter()
            .fold(String::new(), |s, b| s + &format!("{b:02x}"));
        Ok(Digest { sha256, bytes })
    };
    let mut tried = 0;
    loop {
        tried += 1;
        match attempt() {
            Ok(digest) => return Ok(digest),
            Err(_) if is_cancelled.get() => return Err(Failure::Cancelled),
            Err(error) if tried < attempts && is_transient(error.kind()) => {
                thread::sleep(PAUSE)
            }
            Err(error) => {
                return Err(Failure::Io {
                    kind: error.kind(),
                    attempts: tried,
                });
            }
        }
    }
}

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

pub fn exit_code(summary: &Summary) -> u8 {
    match summary {
        Summary {
            cancelled: true, ..
        } => 130,
        Summary { failed: 1.., .. } => 1,
        _ => 0,
    }
}
