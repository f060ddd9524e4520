//! Right, and built otherwise: files wait in a list behind a lock, with a condition
//! variable; a walk that calls itself, and an attempt whose only way out is `?`.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};

use lab::channel;
use lab::sync::{Arc, Condvar, Mutex};
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
    let ask = &mut || true;
    let mut walk = Walk { disk, ask, found };
    walk.look_at(root.to_owned(), &mut Vec::new());
}

struct Walk<'a> {
    disk: &'a dyn Disk,
    /// Whether to go on.
    ask: &'a mut dyn FnMut() -> bool,
    found: &'a mut dyn FnMut(PathBuf, io::Result<()>) -> bool,
}

impl Walk<'_> {
    /// Whether it came to the end.
    fn look_at(&mut self, path: PathBuf, inside: &mut Vec<FolderId>) -> bool {
        if !(self.ask)() {
            return false;
        }
        let id = match self.disk.kind(&path) {
            Ok(Kind::Folder(id)) => id,
            Ok(Kind::File) => return (self.found)(path, Ok(())),
            Ok(Kind::Other) => return true,
            Err(error) => return (self.found)(path, Err(error)),
        };
        if inside.contains(&id) {
            return true;
        }
        let mut names = match self.disk.list(&path) {
            Ok(names) => names,
            Err(error) => return (self.found)(path, Err(error)),
        };
        names.sort();
        inside.push(id);
        let whole = names
            .into_iter()
            .all(|name| self.look_at(path.join(name), inside));
        inside.pop();
        whole
    }
}

pub fn hash_file(
    disk: &dyn Disk,
    file: &Path,
    attempts: u32,
    cancelled: &dyn Fn() -> bool,
) -> Result<Digest, Failure> {
    let mut tried = 1;
    loop {
        match hash_in_one_attempt(disk, file, cancelled) {
            Err(Failure::Io { kind, .. }) => {
                let attempts = attempts.max(1);
                if tried == attempts || !is_transient(kind) {
                    let attempts = tried;
                    return Err(Failure::Io { kind, attempts });
                }
            }
            digest_or_cancelled => return digest_or_cancelled,
        }
        thread::sleep(PAUSE);
        tried += 1;
    }
}

fn hash_in_one_attempt(
    disk: &dyn Disk,
    file: &Path,
    cancelled: &dyn Fn() -> bool,
) -> Result<Digest, Failure> {
    let failed = |error: io::Error| Failure::Io {
        kind: error.kind(),
        attempts: 1,
    };
    let go_on = || match cancelled() {
        true => Err(Failure::Cancelled),
        false => Ok(()),
    };
    go_on()?;
    let mut file = disk.open(file).map_err(failed)?;
    let mut hasher = Sha256::new();
    let mut bytes = 0;
    let mut chunk = Box::new([0; CHUNK]);
    loop {
        go_on()?;
        let read = file.read(&mut chunk[..]).map_err(failed)?;
        if read == 0 {
            break;
        }
        hasher.update(&chunk[..read]);
        bytes += read as u64;
    }
    let digits: Vec<_> = hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let sha256 = digits.concat();
    Ok(Digest { sha256, bytes })
}

/// Files that wait for a worker.
struct Waiting {
    state: Mutex<State>,
    changed: Condvar,
    most: usize,
}

#[derive(Default)]
struct State {
    files: VecDeque<PathBuf>,
    /// Workers that wait for a file.
    idle: usize,
    is_closed: bool,
}

impl Waiting {
    /// Waits for a place: one of the queue, or the hands of an idle worker.
    fn put(&self, file: PathBuf) {
        let mut state = self.state.lock().unwrap();
        while state.files.len() >= self.most + state.idle {
            state = self.changed.wait(state).unwrap();
        }
        state.files.push_back(file);
        self.changed.notify_all();
    }

    fn close(&self) {
        self.state.lock().unwrap().is_closed = true;
        self.changed.notify_all();
    }

    fn take(&self) -> Option<PathBuf> {
        let mut state = self.state.lock().unwrap();
        state.idle += 1;
        self.changed.notify_all();
        while state.files.is_empty() && !state.is_closed {
            state = self.changed.wait(state).unwrap();
        }
        state.idle -= 1;
        state.files.pop_front()
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
    let waiting = Waiting {
        state: Mutex::default(),
        changed: Condvar::new(),
        most: options.queue,
    };
    let (outcomes_tx, outcomes_rx) = channel::bounded(options.queue);
    let (disk, cancelled) = (&*disk, &*cancelled);
    let mut summary = Summary::default();
    thread::scope(|scope| {
        for _ in 0..options.workers {
            let (waiting, outcomes_tx) = (&waiting, outcomes_tx.clone());
            scope.spawn(move || {
                while let Some(path) = waiting.take() {
                    let result = hash_file(disk, &path, options.attempts, cancelled);
                    outcomes_tx.send(Outcome { path, result }).unwrap();
                }
            });
        }
        let walker = scope.spawn(|| {
            let outcomes_tx = outcomes_tx;
            let mut walk = Walk {
                disk,
                ask: &mut || !cancelled(),
                found: &mut |path, looked| {
                    match looked.map_err(|error| error.kind()) {
                        Ok(()) => waiting.put(path),
                        Err(kind) => {
                            let result = Err(Failure::Io { kind, attempts: 1 });
                            outcomes_tx.send(Outcome { path, result }).unwrap();
                        }
                    }
                    true
                },
            };
            let whole = walk.look_at(root.to_owned(), &mut Vec::new());
            waiting.close();
            whole
        });
        for outcome in outcomes_rx {
            let number = match &outcome.result {
                Ok(digest) => {
                    summary.bytes += digest.bytes;
                    &mut summary.hashed
                }
                Err(Failure::Io { .. }) => &mut summary.failed,
                Err(Failure::Cancelled) => &mut summary.unfinished,
            };
            *number += 1;
            report(&outcome);
        }
        let is_whole = walker.join().unwrap();
        summary.cancelled = !is_whole || summary.unfinished > 0;
    });
    Ok(summary)
}

pub fn exit_code(summary: &Summary) -> u8 {
    match (summary.cancelled, summary.failed) {
        (true, _) => 130,
        (false, 0) => 0,
        (false, _) => 1,
    }
}
