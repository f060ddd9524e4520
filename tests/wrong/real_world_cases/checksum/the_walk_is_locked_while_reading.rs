//! Wrong: workers share a walk, and keep it locked while they read the file.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lab::channel::bounded;
use lab::thread;
use sha2::{Digest as _, Sha256};
use workloads::checksums::{
    CHUNK, Digest, Disk, Failure, FolderId, Kind, Options, Outcome, PAUSE, Summary,
    is_transient,
};
use workloads::job::PoolError;

pub fn walk(
    disk: &dyn Disk,
    root: &Path,
    found: &mut dyn FnMut(PathBuf, io::Result<()>) -> bool,
) {
    for (path, result) in Walk::new(disk, root, &|| false) {
        if !found(path, result) {
            break;
        }
    }
}

enum Trouble {
    Io(io::ErrorKind),
    Cancelled,
}

fn attempt(
    disk: &dyn Disk,
    file: &Path,
    cancelled: &dyn Fn() -> bool,
) -> Result<Digest, Trouble> {
    if cancelled() {
        return Err(Trouble::Cancelled);
    }
    let mut reader = disk.open(file).map_err(|e| Trouble::Io(e.kind()))?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; CHUNK];
    let mut bytes = 0;
    loop {
        if cancelled() {
            return Err(Trouble::Cancelled);
        }
        match reader.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => {
                hasher.update(&buffer[..n]);
                bytes += n as u64;
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(Trouble::Io(e.kind())),
        }
    }
    let sha256 = hasher
        .finalize()
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    Ok(Digest { sha256, bytes })
}

pub fn hash_file(
    disk: &dyn Disk,
    file: &Path,
    attempts: u32,
    cancelled: &dyn Fn() -> bool,
) -> Result<Digest, Failure> {
    let mut tried = 0;
    loop {
        tried += 1;
        match attempt(disk, file, cancelled) {
            Ok(digest) => return Ok(digest),
            Err(Trouble::Cancelled) => return Err(Failure::Cancelled),
            Err(Trouble::Io(kind)) if tried >= attempts || !is_transient(kind) => {
                return Err(Failure::Io {
                    kind,
                    attempts: tried,
                });
            }
            Err(_) => thread::sleep(PAUSE),
        }
    }
}

/// The walk as an iterator: the names that are still to be looked at, folder by folder.
struct Walk<'a> {
    disk: &'a dyn Disk,
    stop: &'a (dyn Fn() -> bool + Sync),
    levels: Vec<Level>,
    inside: Vec<Option<FolderId>>,
    cut: bool,
}

type Level = std::vec::IntoIter<PathBuf>;

impl<'a> Walk<'a> {
    fn new(
        disk: &'a dyn Disk,
        root: &Path,
        stop: &'a (dyn Fn() -> bool + Sync),
    ) -> Self {
        Walk {
            disk,
            stop,
            levels: vec![vec![root.to_owned()].into_iter()],
            inside: vec![None],
            cut: false,
        }
    }
}

impl Iterator for Walk<'_> {
    type Item = (PathBuf, io::Result<()>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some(path) = self.levels.last_mut()?.next() else {
                self.levels.pop();
                self.inside.pop();
                continue;
            };
            if (self.stop)() {
                self.cut = true;
                self.levels.clear();
                return None;
            }
            let id = match self.disk.kind(&path) {
                Err(e) => return Some((path, Err(e))),
                Ok(Kind::File) => return Some((path, Ok(()))),
                Ok(Kind::Other) => continue,
                Ok(Kind::Folder(id)) => id,
            };
            if self.inside.contains(&Some(id)) {
                continue;
            }
            match self.disk.list(&path) {
                Err(e) => return Some((path, Err(e))),
                Ok(mut names) => {
                    names.sort();
                    let paths: Vec<_> =
                        names.iter().map(|name| path.join(name)).collect();
                    self.levels.push(paths.into_iter());
                    self.inside.push(Some(id));
                }
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
    let (out_tx, out_rx) = bounded::<Outcome>(options.queue);
    let mut summary = Summary::default();
    let (disk, cancelled) = (&*disk, &*cancelled);
    let stop = || cancelled();
    let walk = lab::sync::Mutex::new(Walk::new(disk, root, &stop));
    thread::scope(|scope| {
        for _ in 0..options.workers {
            let (walk, out_tx) = (&walk, out_tx.clone());
            scope.spawn(move || {
                loop {
                    let mut walk = walk.lock().unwrap();
                    let Some((path, result)) = walk.next() else {
                        break;
                    };
                    let result = match result {
                        Ok(()) => {
                            hash_file(disk, &path, options.attempts, &|| cancelled())
                        }
                        Err(e) => Err(Failure::Io {
                            kind: e.kind(),
                            attempts: 1,
                        }),
                    };
                    out_tx.send(Outcome { path, result }).unwrap();
                }
            });
        }
        drop(out_tx);
        for outcome in &out_rx {
            match &outcome.result {
                Ok(digest) => {
                    summary.hashed += 1;
                    summary.bytes += digest.bytes;
                }
                Err(Failure::Cancelled) => summary.unfinished += 1,
                Err(_) => summary.failed += 1,
            }
            report(&outcome);
        }
    });
    let cut = walk.lock().unwrap().cut;
    summary.cancelled = cut || summary.unfinished > 0;
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
