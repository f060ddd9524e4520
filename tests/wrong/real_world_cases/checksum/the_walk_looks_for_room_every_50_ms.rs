//! Wrong: the walk does not sleep until there is room, but looks again and again.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lab::channel::{Sender, bounded};
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
    explore(disk, root, &mut Vec::new(), &|| false, found);
}

fn explore(
    disk: &dyn Disk,
    path: &Path,
    inside: &mut Vec<FolderId>,
    stop: &dyn Fn() -> bool,
    found: &mut dyn FnMut(PathBuf, io::Result<()>) -> bool,
) -> bool {
    if stop() {
        return false;
    }
    let id = match disk.kind(path) {
        Err(e) => return found(path.to_owned(), Err(e)),
        Ok(Kind::File) => return found(path.to_owned(), Ok(())),
        Ok(Kind::Other) => return true,
        Ok(Kind::Folder(id)) => id,
    };
    if inside.contains(&id) {
        return true;
    }
    let mut names = match disk.list(path) {
        Err(e) => return found(path.to_owned(), Err(e)),
        Ok(names) => names,
    };
    names.sort();
    inside.push(id);
    let end = names
        .iter()
        .all(|name| explore(disk, &path.join(name), inside, stop, found));
    inside.pop();
    end
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
    let (file_tx, file_rx) = bounded::<PathBuf>(options.queue);
    let (out_tx, out_rx) = bounded::<Outcome>(options.queue);
    let mut workers = Vec::new();
    for _ in 0..options.workers {
        let (disk, cancelled) = (Arc::clone(&disk), Arc::clone(&cancelled));
        let (file_rx, out_tx) = (file_rx.clone(), out_tx.clone());
        workers.push(thread::spawn(move || {
            for path in file_rx {
                let result = hash_file(&*disk, &path, options.attempts, &*cancelled);
                out_tx.send(Outcome { path, result }).unwrap();
            }
        }));
    }
    drop(file_rx);
    let root = root.to_owned();
    let walker = thread::spawn(move || {
        let send = |tx: &Sender<Outcome>, path, e: io::Error| {
            let result = Err(Failure::Io {
                kind: e.kind(),
                attempts: 1,
            });
            tx.send(Outcome { path, result }).unwrap();
        };
        explore(
            &*disk,
            &root,
            &mut Vec::new(),
            &*cancelled,
            &mut |path, result| {
                match result {
                    Ok(()) => {
                        let mut p = path;
                        while let Err(e) = file_tx.send_timeout(p, PAUSE) {
                            if cancelled() {
                                return false;
                            }
                            p = e.into_inner();
                        }
                    }
                    Err(e) => send(&out_tx, path, e),
                }
                true
            },
        )
    });
    let mut summary = Summary::default();
    for outcome in out_rx {
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
    let end = walker.join().unwrap();
    for worker in workers {
        worker.join().unwrap();
    }
    summary.cancelled = !end || summary.unfinished > 0;
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
