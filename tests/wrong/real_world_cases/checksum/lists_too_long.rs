//! Wrong: lists made by hand, in a scope, that take one more than they may.

use std::collections::VecDeque;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lab::sync::{Condvar, Mutex};
use lab::thread;
use sha2::{Digest as _, Sha256};
use workloads::checksums::{
    CHUNK, Digest, Disk, Failure, Kind, Options, Outcome, PAUSE, Summary,
    is_transient,
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
            // A signal came: nothing is wrong with the file.
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
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

struct List<T> {
    /// The items, how many wait for one, and how many may still add some.
    state: Mutex<(VecDeque<T>, usize, usize)>,
    changed: Condvar,
    most: usize,
}

impl<T> List<T> {
    fn new(most: usize, writers: usize) -> Self {
        List {
            state: Mutex::new((VecDeque::new(), 0, writers)),
            changed: Condvar::new(),
            most,
        }
    }

    fn put(&self, it: T) {
        let state = self.state.lock().unwrap();
        let mut state = self
            .changed
            .wait_while(state, |s| s.0.len() > self.most + s.1)
            .unwrap();
        state.0.push_back(it);
        self.changed.notify_all();
    }

    fn take(&self) -> Option<T> {
        let mut state = self.state.lock().unwrap();
        state.1 += 1;
        self.changed.notify_all();
        let mut state = self
            .changed
            .wait_while(state, |s| s.0.is_empty() && s.2 > 0)
            .unwrap();
        state.1 -= 1;
        state.0.pop_front()
    }

    fn ends(&self) {
        self.state.lock().unwrap().2 -= 1;
        self.changed.notify_all();
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
    let files: List<PathBuf> = List::new(options.queue, 1);
    let outcomes: List<Outcome> = List::new(options.queue, options.workers + 1);
    let (files, outcomes, disk, cancelled) =
        (&files, &outcomes, &*disk, &*cancelled);
    let mut summary = Summary::default();
    let mut tell = |outcome: Outcome, summary: &mut Summary| {
        match &outcome.result {
            Ok(digest) => {
                summary.hashed += 1;
                summary.bytes += digest.bytes;
            }
            Err(Failure::Io { .. }) => summary.failed += 1,
            Err(Failure::Cancelled) => summary.unfinished += 1,
        }
        report(&outcome);
    };
    thread::scope(|scope| {
        for _ in 0..options.workers {
            scope.spawn(move || {
                while let Some(path) = files.take() {
                    let result =
                        hash_file(disk, &path, options.attempts, &|| cancelled());
                    outcomes.put(Outcome { path, result });
                }
                outcomes.ends();
            });
        }
        let walker = scope.spawn(move || {
            let whole =
                walk_while(disk, root, &|| !cancelled(), &mut |path, looked| {
                    match looked {
                        Ok(()) => files.put(path),
                        Err(e) => outcomes.put(Outcome {
                            path,
                            result: Err(Failure::Io {
                                kind: e.kind(),
                                attempts: 1,
                            }),
                        }),
                    }
                    true
                });
            files.ends();
            outcomes.ends();
            whole
        });
        while let Some(outcome) = outcomes.take() {
            tell(outcome, &mut summary);
        }
        let whole = walker.join().unwrap();
        summary.cancelled = !whole || summary.unfinished > 0;
    });
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
