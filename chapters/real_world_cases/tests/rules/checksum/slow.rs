//! A disk on which looking around takes time, too.

use std::ffi::OsString;
use std::io::{self, Read};
use std::path::Path;

use lab::sync::Arc;
use lab::sync::atomic::{AtomicUsize, Ordering};
use lab::time::Duration;
use workloads::checksums::{Disk, Kind, SimulatedDisk};

/// Simulated time that listing a folder takes, unless something else is said.
pub const LIST: Duration = Duration::from_millis(30);

/// A simulated disk on which folders are listed slowly, and which remembers how it was
/// used.
pub struct SlowDisk {
    pub disk: SimulatedDisk,
    /// How long it takes to list a folder.
    pub list: Duration,
    /// How many folders were listed.
    pub listed: AtomicUsize,
    /// The longest buffer that a file was read into.
    pub buffer: Arc<AtomicUsize>,
}

impl SlowDisk {
    /// A disk with `folders` folders in `t`, and a small file in each.
    pub fn folders(folders: usize) -> SlowDisk {
        let file = |disk: SimulatedDisk, n| disk.file(format!("t/{n:02}/f"), "abc");
        SlowDisk::of((0..folders).fold(SimulatedDisk::default(), file))
    }

    /// The same without files: in each folder there is a socket.
    pub fn folders_without_files(folders: usize) -> SlowDisk {
        let socket = |disk: SimulatedDisk, n| disk.socket(format!("t/{n:02}/s"));
        SlowDisk::of((0..folders).fold(SimulatedDisk::default(), socket))
    }

    pub fn of(disk: SimulatedDisk) -> SlowDisk {
        SlowDisk {
            disk,
            list: LIST,
            listed: AtomicUsize::new(0),
            buffer: Arc::default(),
        }
    }
}

impl Disk for SlowDisk {
    fn kind(&self, path: &Path) -> io::Result<Kind> {
        self.disk.kind(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        lab::work(self.list);
        self.listed.fetch_add(1, Ordering::SeqCst);
        self.disk.list(folder)
    }

    fn open(&self, file: &Path) -> io::Result<Box<dyn Read>> {
        let file = self.disk.open(file)?;
        let buffer = Arc::clone(&self.buffer);
        Ok(Box::new(Watched { file, buffer }))
    }
}

struct Watched {
    file: Box<dyn Read>,
    buffer: Arc<AtomicUsize>,
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.buffer.fetch_max(buffer.len(), Ordering::SeqCst);
        self.file.read(buffer)
    }
}
