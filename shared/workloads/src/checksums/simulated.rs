//! A simulated disk, on which all sorts of things go wrong.

#![expect(
    clippy::disallowed_types,
    reason = "it counts for the rules, and must not be a step of the schedule"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::{CHUNK, Disk, FolderId, Kind};

/// A disk on which each operation takes virtual time.
#[derive(Debug, Default)]
pub struct SimulatedDisk {
    nodes: BTreeMap<PathBuf, Node>,
    log: Arc<Log>,
}

#[derive(Debug)]
enum Node {
    File(Arc<File>),
    /// A folder, or a link to one: `Folder` holds where it really is.
    Folder {
        real: PathBuf,
        error: Option<ErrorKind>,
    },
    Other,
}

#[derive(Debug)]
struct File {
    content: Vec<u8>,
    /// Errors that reading gives: of which kind, and how many times.
    error: Option<ErrorKind>,
    errors: AtomicU32,
}

#[derive(Debug, Default)]
struct Log {
    opened: Mutex<BTreeMap<PathBuf, usize>>,
    read: Mutex<BTreeSet<PathBuf>>,
    looked_at: Mutex<BTreeSet<PathBuf>>,
    open: AtomicUsize,
}

/// Simulated time that reading a chunk takes.
pub const READ: Duration = Duration::from_millis(10);

impl SimulatedDisk {
    /// With a file.
    #[must_use]
    pub fn file(self, path: impl AsRef<Path>, content: impl Into<Vec<u8>>) -> Self {
        self.failing(path, content, ErrorKind::Other, 0)
    }

    /// With a file that cannot be read to its end `times` times.
    #[must_use]
    pub fn failing(
        self,
        path: impl AsRef<Path>,
        content: impl Into<Vec<u8>>,
        error: ErrorKind,
        times: u32,
    ) -> Self {
        let file = Node::File(Arc::new(File {
            content: content.into(),
            error: Some(error),
            errors: AtomicU32::new(times),
        }));
        self.with(path.as_ref(), file)
    }

    /// With a folder that may not be read.
    #[must_use]
    pub fn locked_folder(self, path: impl AsRef<Path>) -> Self {
        let real = path.as_ref().to_owned();
        let error = Some(ErrorKind::PermissionDenied);
        self.with(path.as_ref(), Node::Folder { real, error })
    }

    /// With a link to a folder, given by its whole path.
    #[must_use]
    pub fn link(self, path: impl AsRef<Path>, to: impl AsRef<Path>) -> Self {
        let real = to.as_ref().to_owned();
        self.with(path.as_ref(), Node::Folder { real, error: None })
    }

    /// With a socket.
    #[must_use]
    pub fn socket(self, path: impl AsRef<Path>) -> Self {
        self.with(path.as_ref(), Node::Other)
    }

    fn with(mut self, path: &Path, node: Node) -> Self {
        for folder in path.ancestors().skip(1) {
            let real = folder.to_owned();
            let folder_node = Node::Folder { real, error: None };
            self.nodes.entry(folder.to_owned()).or_insert(folder_node);
        }
        self.nodes.insert(path.to_owned(), node);
        self
    }

    /// How often each file was opened.
    pub fn opened(&self) -> BTreeMap<PathBuf, usize> {
        let opened = self.log.opened.lock();
        opened.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The files that were read to their end.
    pub fn read_to_the_end(&self) -> BTreeSet<PathBuf> {
        let read = self.log.read.lock();
        read.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The files whose kind was asked for.
    pub fn looked_at(&self) -> BTreeSet<PathBuf> {
        let looked_at = self.log.looked_at.lock();
        looked_at.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many files are open.
    pub fn open_files(&self) -> usize {
        self.log.open.load(SeqCst)
    }

    /// The same path without links.
    fn resolve(&self, path: &Path) -> PathBuf {
        let mut real = PathBuf::new();
        for part in path.components() {
            real.push(part);
            if let Some(Node::Folder { real: to, .. }) = self.nodes.get(&real) {
                real.clone_from(to);
            }
        }
        real
    }

    fn node(&self, path: &Path) -> io::Result<(PathBuf, &Node)> {
        let real = self.resolve(path);
        match self.nodes.get(&real) {
            Some(node) => Ok((real, node)),
            None => Err(ErrorKind::NotFound.into()),
        }
    }
}

impl Disk for SimulatedDisk {
    fn kind(&self, path: &Path) -> io::Result<Kind> {
        let (real, node) = self.node(path)?;
        Ok(match node {
            Node::File(_) => {
                let looked_at = self.log.looked_at.lock();
                let mut looked_at =
                    looked_at.unwrap_or_else(PoisonError::into_inner);
                looked_at.insert(path.to_owned());
                Kind::File
            }
            Node::Folder { .. } => {
                let number = self.nodes.range(..real).count();
                Kind::Folder(FolderId(1, number as u64))
            }
            Node::Other => Kind::Other,
        })
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let (real, node) = self.node(folder)?;
        match node {
            Node::Folder { error: None, .. } => {}
            Node::Folder {
                error: Some(error), ..
            } => return Err((*error).into()),
            _ => return Err(ErrorKind::NotADirectory.into()),
        }
        let inside = self
            .nodes
            .keys()
            .filter(|path| path.parent() == Some(&real));
        let names = inside.filter_map(|path| path.file_name());
        // A real disk has no order either, neither from the first nor from the last.
        let mut names: Vec<_> = names.map(OsStr::to_owned).collect();
        let half = names.len() / 2;
        names.rotate_left(half);
        Ok(names)
    }

    fn open(&self, file: &Path) -> io::Result<Box<dyn Read>> {
        let (_, node) = self.node(file)?;
        let Node::File(content) = node else {
            return Err(ErrorKind::IsADirectory.into());
        };
        let opened = self.log.opened.lock();
        let mut opened = opened.unwrap_or_else(PoisonError::into_inner);
        *opened.entry(file.to_owned()).or_insert(0) += 1;
        drop(opened);
        let fails = |left: u32| left.checked_sub(1);
        let fails = content.errors.fetch_update(SeqCst, SeqCst, fails).is_ok();
        let error = content.error.filter(|_| fails);
        if let Some(error @ (ErrorKind::NotFound | ErrorKind::PermissionDenied)) =
            error
        {
            return Err(error.into());
        }
        self.log.open.fetch_add(1, SeqCst);
        Ok(Box::new(OpenFile {
            file: Arc::clone(content),
            log: Arc::clone(&self.log),
            path: file.to_owned(),
            error,
            at: 0,
        }))
    }
}

struct OpenFile {
    file: Arc<File>,
    log: Arc<Log>,
    path: PathBuf,
    error: Option<ErrorKind>,
    at: usize,
}

impl Read for OpenFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let rest = &self.file.content[self.at..];
        // Less than there is, as a real disk may do.
        let bytes = rest.len().min(buffer.len()).min(CHUNK);
        lab::work(READ);
        if let Some(error) = self.error
            && self.at + bytes == self.file.content.len()
        {
            return Err(error.into());
        }
        if bytes == 0 {
            let read = self.log.read.lock();
            let mut read = read.unwrap_or_else(PoisonError::into_inner);
            read.insert(self.path.clone());
        }
        buffer[..bytes].copy_from_slice(&rest[..bytes]);
        self.at += bytes;
        Ok(bytes)
    }
}

impl Drop for OpenFile {
    fn drop(&mut self) {
        self.log.open.fetch_sub(1, SeqCst);
    }
}
