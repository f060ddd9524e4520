//! Marks that are known from before: kept as they come, so that an interrupted run
//! goes on where it was.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::model::Mark;

/// A folder of marks, by what they depend on.
pub struct Kept {
    folder: PathBuf,
    /// Whether those of earlier runs count.
    is_fresh: bool,
}

impl Kept {
    /// The marks in `folder`; none of them with `is_fresh`.
    pub fn open(folder: &Path, is_fresh: bool) -> Kept {
        Kept {
            folder: folder.join("marks"),
            is_fresh,
        }
    }

    /// The marks with this key.
    pub fn get(&self, key: &str) -> Option<Vec<Mark>> {
        if self.is_fresh {
            return None;
        }
        let text = fs::read(self.file(key)).ok()?;
        serde_json::from_slice(&text).ok()
    }

    /// Keeps marks.
    ///
    /// # Errors
    ///
    /// They cannot be written; nothing half-written is left.
    pub fn put(&self, key: &str, marks: &[Mark]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        write(&self.file(key), &serde_json::to_vec(marks)?)
    }

    fn file(&self, key: &str) -> PathBuf {
        self.folder.join(format!("{key}.json"))
    }
}

/// Writes a file as a whole or not at all.
///
/// # Errors
///
/// It cannot be written, because the disk is full, say; what was there before is
/// still there.
pub fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
    let mut draft =
        tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    io::Write::write_all(&mut draft, content)?;
    // A full disk may say so only now.
    draft.as_file().sync_all()?;
    draft.persist(path).map(drop).map_err(|error| error.error)
}
