//! Right, and built otherwise: a walk that calls itself, scoped threads, and one
//! channel of outcomes that knows nothing of what they are.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lab::{channel, thread};
use sha2::{Digest as _, Sha256};
use workloads::checksums::{
    CHUNK, Digest, Disk, Failure, FolderId, Kind, Options, Outcome, PAUSE, Summary,
    is_transient,
};
use workloads::job::PoolError;

type Found<'a> = &'a mut dyn FnMut(PathBuf, io::Result<()>) -> bool;

pub fn walk(disk: &dyn Disk, root: &Path, found: Found<'_>) {
    enter(disk, root.to_owned(), &[], found);
}

fn enter(
    disk: &dyn Disk,
    path: PathBuf,
    inside: &[FolderId],
    found: Found<'_>,
) -> bool {
    let looked = disk.kind(&path).and_then(|kind| match kind {
        Kind::Folder(id) if inside.contains(&id) => Ok(None),
        Kind::Folder(id) => disk.list(&path).map(|names| Some((id, names))),
        Kind::File | Kind::Other => Ok(None),
    });
    match looked {
        Err(error) => found(path, Err(error)),
        Ok(None) => match disk.kind(&path) {
            Ok(Kind::File) => found(path, Ok(())),
            _ => true,
        },
        Ok(Some((id, mut names))) => {
            names.sort();
            let inside = [inside, &[id]].concat();
            names
                .into_iter()
                .all(|name| enter(disk, path.join(name), &inside, found))
        }
    }
}

pub fn hash_file(
    disk: &dyn Disk,
    file: &Path,
    attempts: u32,
    cancelled: &dyn Fn() -> bool,
) -> Result<Digest, Failure> {
    let last = attempts.max(1);
    for attempt in 1..=last {
        if attempt > 1 {
            thread::sleep(PAUSE);
        }
        match attempt_once(disk, file, cancelled) {
            Ok(result) => return result,
            Err(error) if attempt == last || !is_transient(error.kind()) => {
                return Err(Failure::Io {
                    kind: error.kind(),
                    attempts: attempt,
                });
            }
            Err(_) => {}
        }
    }
    unreachable!("the last attempt returns")
}

fn attempt_once(
    disk: &dyn Disk,
    file: &Path,
    cancelled: &dyn Fn() -> bool,
) -> io::Result<Result<Digest, Failure>> {
    if cancelled() {
        return Ok(Err(Failure::Cancelled));
    }
    let mut reader = disk.open(file)?;
    let mut buffer = [0; CHUNK / 16];
    let (mut hasher, mut bytes) = (Sha256::new(), 0);
    while !cancelled() {
        let read = reader.read(&mut buffer)?;
        if read == 0 {
            let mut sha256 = String::new();
            for byte in hasher.finalize() {
                sha256 += &format!("{byte:02x}");
            }
            return Ok(Ok(Digest { sha256, bytes }));
        }
        hasher.update(&buffer[..read]);
        bytes += read as u64;
    }
    Ok(Err(Failure::Cancelled))
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
    let (files_tx, files_rx) =
        channel::bounded::<(PathBuf, Result<(), io::ErrorKind>)>(options.queue);
    let (outcomes_tx, outcomes_rx) = channel::bounded(options.queue);
    let mut summary = Summary::default();
    thread::scope(|scope| {
        for _ in 0..options.workers {
            let (files_rx, outcomes_tx) = (files_rx.clone(), outcomes_tx.clone());
            let (disk, cancelled) = (&disk, &cancelled);
            scope.spawn(move || {
                for (path, looked) in files_rx {
                    let result = match looked {
                        Ok(()) => {
                            hash_file(&**disk, &path, options.attempts, &**cancelled)
                        }
                        Err(kind) => Err(Failure::Io { kind, attempts: 1 }),
                    };
                    outcomes_tx.send(Outcome { path, result }).unwrap();
                }
            });
        }
        drop((files_rx, outcomes_tx));
        let walker = scope.spawn(|| {
            let files_tx = files_tx;
            let mut stopped = false;
            let (disk, asked) = (Arc::clone(&disk), Arc::clone(&cancelled));
            let disk = UntilCancelled {
                disk,
                cancelled: asked,
            };
            walk(&disk, root, &mut |path: PathBuf, looked: io::Result<()>| {
                stopped = cancelled();
                let looked = looked.map_err(|error| error.kind());
                !stopped && files_tx.send((path, looked)).is_ok()
            });
            stopped
        });
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
        let stopped = walker.join().expect("no panic");
        summary.cancelled = stopped || summary.unfinished > 0;
    });
    Ok(summary)
}

/// A disk that lists no more folders once the tool is cancelled: the walk then tells of
/// one more error, and is stopped at it.
struct UntilCancelled {
    disk: Arc<dyn Disk>,
    cancelled: Arc<dyn Fn() -> bool + Send + Sync>,
}

impl Disk for UntilCancelled {
    fn kind(&self, path: &Path) -> io::Result<Kind> {
        self.disk.kind(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        if (self.cancelled)() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        self.disk.list(folder)
    }

    fn open(&self, file: &Path) -> io::Result<Box<dyn io::Read>> {
        self.disk.open(file)
    }
}

pub fn exit_code(summary: &Summary) -> u8 {
    if summary.cancelled {
        130
    } else {
        u8::from(summary.failed > 0)
    }
}
