//! Real files.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use workloads::checksums::{Disk, FolderId, Kind};

/// The files of the machine.
pub struct RealDisk;

impl Disk for RealDisk {
    fn kind(&self, path: &Path) -> io::Result<Kind> {
        let about = fs::metadata(path)?;
        Ok(if about.is_file() {
            Kind::File
        } else if about.is_dir() {
            Kind::Folder(identity(path, &about)?)
        } else {
            Kind::Other
        })
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        fs::read_dir(folder)?
            .map(|entry| Ok(entry?.file_name()))
            .collect()
    }

    fn open(&self, file: &Path) -> io::Result<Box<dyn Read>> {
        Ok(Box::new(File::open(file)?))
    }
}

#[cfg(unix)]
fn identity(_: &Path, about: &fs::Metadata) -> io::Result<FolderId> {
    use std::os::unix::fs::MetadataExt;
    Ok(FolderId(about.dev(), about.ino()))
}

/// Elsewhere the path without links tells folders apart.
#[cfg(not(unix))]
fn identity(path: &Path, _: &fs::Metadata) -> io::Result<FolderId> {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    fs::canonicalize(path)?.hash(&mut hasher);
    Ok(FolderId(0, hasher.finish()))
}

/// A line as `sha256sum` writes it: a name with a backslash or a line break in it
/// is escaped, and the line then begins with a backslash.
pub fn line(sha256: &str, path: &Path) -> Vec<u8> {
    let name = bytes(path);
    let mut line = Vec::new();
    if name
        .iter()
        .any(|byte| matches!(byte, b'\\' | b'\n' | b'\r'))
    {
        line.push(b'\\');
    }
    line.extend_from_slice(sha256.as_bytes());
    line.extend_from_slice(b"  ");
    for byte in name {
        match byte {
            b'\\' => line.extend_from_slice(b"\\\\"),
            b'\n' => line.extend_from_slice(b"\\n"),
            b'\r' => line.extend_from_slice(b"\\r"),
            byte => line.push(byte),
        }
    }
    line.push(b'\n');
    line
}

/// The bytes of a name, which need not be UTF-8.
#[cfg(unix)]
fn bytes(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStringExt;
    PathBuf::from(path).into_os_string().into_vec()
}

#[cfg(not(unix))]
fn bytes(path: &Path) -> Vec<u8> {
    PathBuf::from(path)
        .to_string_lossy()
        .into_owned()
        .into_bytes()
}
