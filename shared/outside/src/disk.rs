//! Real files.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use workloads::checksums::{Disk, FolderId, Kind, Outcome};

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

/// Shows outcomes as they come: digests on standard output, in the form of
/// `sha256sum`; everything else, and a progress bar if there is a terminal, on
/// standard error.
pub struct Console {
    bar: ProgressBar,
    bar_breaks_lines: bool,
}

impl Default for Console {
    fn default() -> Console {
        // Hides itself when standard error is no terminal.
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let style = "{spinner} {pos} files, {per_sec}, {elapsed}  {wide_msg}";
        bar.set_style(
            ProgressStyle::with_template(style).expect("the template is right"),
        );
        // It shows that time goes on while large files are read.
        bar.enable_steady_tick(Duration::from_millis(100));
        Console {
            bar,
            bar_breaks_lines: io::stdout().is_terminal(),
        }
    }
}

impl Console {
    /// Shows an outcome.
    ///
    /// # Errors
    ///
    /// When standard output cannot be written.
    pub fn show(&self, outcome: &Outcome) -> io::Result<()> {
        self.bar.inc(1);
        match &outcome.result {
            Ok(digest) => {
                let line = line(&digest.sha256, &outcome.path);
                let write = || {
                    let mut out = io::stdout().lock();
                    out.write_all(&line)?;
                    out.flush()
                };
                if self.bar_breaks_lines {
                    return self.bar.suspend(write);
                }
                write()
            }
            Err(reason) => {
                let path = outcome.path.display();
                self.bar.suspend(|| eprintln!("❌ {path}: {reason}"));
                Ok(())
            }
        }
    }

    /// Takes the progress bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
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
