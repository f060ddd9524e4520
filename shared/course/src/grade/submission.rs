//! What somebody has handed in: only the files of the exercises count.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::model::clean;
use crate::catalog::Course;
use crate::problem::Problem;

/// Bytes of an exercise's file; the longest solution has a tenth of it.
const LARGEST: u64 = 256 << 10;

/// Files and folders of a submission that are looked at, and changes that are named.
const MOST_ENTRIES: usize = 20_000;
const MOST_NAMED: usize = 20;

/// The exercises of a submission.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The name of its folder.
    pub name: String,
    /// What was handed in for each exercise, by id.
    pub files: BTreeMap<String, Handed>,
    /// What else it changed.
    pub notes: Vec<String>,
}

/// What was handed in for an exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handed {
    /// There is no file.
    Missing,
    /// There is something that is not taken, and why.
    Refused(String),
    /// It is as the course gives it.
    Stub,
    /// Something else.
    Code(Vec<u8>),
}

impl Submission {
    /// Reads the submission in a folder: a copy of the course, or of its `chapters`.
    /// Follows no symbolic link in it.
    ///
    /// # Errors
    ///
    /// The folder is no submission.
    pub fn read(course: &Course, folder: &Path) -> Result<Submission, Problem> {
        let chapters = chapters(course, folder)?;
        let mut files = BTreeMap::new();
        for exercise in course.exercises() {
            let file = exercise.file();
            let inner = file.strip_prefix("chapters").unwrap_or(&file);
            let handed = match read(&chapters, inner) {
                Ok(None) => Handed::Missing,
                Ok(Some(code)) if is_stub(course, &exercise.stub(), &code) => {
                    Handed::Stub
                }
                Ok(Some(code)) => Handed::Code(code),
                Err(reason) => Handed::Refused(reason),
            };
            files.insert(exercise.id(), handed);
        }
        Ok(Submission {
            name: name(folder),
            files,
            notes: notes(course, folder, &chapters),
        })
    }
}

/// The folder that the chapters are in.
fn chapters(course: &Course, folder: &Path) -> Result<PathBuf, Problem> {
    if !folder.is_dir() {
        return Err(Problem::usage(format!(
            "{}: there is no such folder",
            folder.display()
        )));
    }
    let inner = folder.join("chapters");
    if is_folder(&inner) {
        return Ok(inner);
    }
    let names = course.chapters.iter().map(|chapter| &chapter.name);
    let has_chapter = |folder: &Path| {
        let mut names = names.clone();
        names.any(|name| is_folder(&folder.join(name).join("src/exercises")))
    };
    if has_chapter(folder) {
        return Ok(folder.to_owned());
    }
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let holds_some = entries
        .map(|entry| entry.path())
        .any(|inner| is_folder(&inner.join("chapters")) || has_chapter(&inner));
    let advice = if holds_some {
        format!("name the folders in it: {}/*", folder.display())
    } else {
        "hand in a copy of the course, or of its folder `chapters`".to_owned()
    };
    Err(Problem::usage(format!(
        "{} is no submission, there is no folder `chapters` in it; {advice}",
        folder.display()
    )))
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|data| data.is_dir())
}

fn is_stub(course: &Course, stub: &Path, code: &[u8]) -> bool {
    fs::read(course.root.join(stub)).is_ok_and(|stub| stub == code)
}

/// The regular file `inner` in `folder`, if it is there; or why it is not taken.
fn read(folder: &Path, inner: &Path) -> Result<Option<Vec<u8>>, String> {
    let mut path = folder.to_owned();
    let mut data = None;
    for part in inner {
        path.push(part);
        let Ok(found) = fs::symlink_metadata(&path) else {
            return Ok(None);
        };
        if found.is_symlink() {
            return Err(format!(
                "{} is a symbolic link; links are not followed",
                part.to_string_lossy()
            ));
        }
        data = Some(found);
    }
    let data = data.filter(|data| data.is_file());
    let data = data.ok_or("it is no regular file")?;
    if data.len() > LARGEST {
        return Err(format!(
            "the file is too large: {} bytes, {LARGEST} are allowed",
            data.len()
        ));
    }
    let mut code = Vec::new();
    let file = File::open(&path).map_err(|e| format!("it cannot be read: {e}"))?;
    // One more than allowed: it may have grown since.
    let read = file.take(LARGEST + 1).read_to_end(&mut code);
    read.map_err(|e| format!("it cannot be read: {e}"))?;
    Ok(Some(code))
}

/// What a submission changed besides the exercises, in ascending order.
fn notes(course: &Course, folder: &Path, chapters: &Path) -> Vec<String> {
    let exercises: Vec<PathBuf> = course.exercises().map(|e| e.file()).collect();
    let begin = if chapters == folder { "chapters" } else { "" };
    let mut folders = vec![(folder.to_owned(), PathBuf::from(begin))];
    let (mut changed, mut entries) = (Vec::new(), 0);
    while let Some((folder, inner)) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            entries += 1;
            if entries > MOST_ENTRIES {
                break;
            }
            let inner = inner.join(entry.file_name());
            let Ok(kind) = entry.file_type() else {
                continue;
            };
            // The same separators on every system.
            let parts: Vec<_> =
                inner.iter().map(|part| part.to_string_lossy()).collect();
            let shown = clean(&parts.join("/"));
            if kind.is_symlink() {
                changed.push(format!("link, not followed: {shown}"));
            } else if kind.is_dir() {
                if inner != Path::new("target") && inner != Path::new(".git") {
                    folders.push((entry.path(), inner));
                }
            } else if exercises.contains(&inner) {
                // These do have an effect.
            } else if !kind.is_file() {
                changed.push(format!("no regular file: {shown}"));
            } else {
                let ours = course.root.join(&inner);
                if !is_folder(&ours) && !ours.exists() {
                    changed.push(format!("added: {shown}"));
                } else if !is_same(&entry.path(), &ours) {
                    changed.push(format!("changed: {shown}"));
                }
            }
        }
    }
    changed.sort();
    let more = changed.len().saturating_sub(MOST_NAMED);
    changed.truncate(MOST_NAMED);
    if more > 0 {
        changed.push(format!("and {more} more"));
    }
    if entries > MOST_ENTRIES {
        changed.push(format!(
            "only the first {MOST_ENTRIES} files were looked at"
        ));
    }
    changed
}

fn is_same(theirs: &Path, ours: &Path) -> bool {
    let size = |path: &Path| fs::symlink_metadata(path).map(|data| data.len()).ok();
    size(theirs) == size(ours) && fs::read(theirs).ok() == fs::read(ours).ok()
}

impl Submission {
    /// What stands in the report for a folder that is no submission.
    pub fn nothing(course: &Course, folder: &Path, why: &Problem) -> Submission {
        let ids = course.exercises().map(|exercise| exercise.id());
        Submission {
            name: name(folder),
            files: ids.map(|id| (id, Handed::Missing)).collect(),
            notes: vec![clean(&why.sentence)],
        }
    }
}

/// Gives submissions of the same name the names of their paths.
pub fn tell_apart(submissions: &mut [Submission], paths: &[PathBuf]) {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for submission in submissions.iter() {
        *count.entry(submission.name.clone()).or_default() += 1;
    }
    for (number, (submission, path)) in submissions.iter_mut().zip(paths).enumerate()
    {
        if count[&submission.name] > 1 {
            let path = clean(&path.to_string_lossy()).replace(['\n', '\t'], "�");
            submission.name = format!("{path} ({})", number + 1);
        }
    }
}

fn name(folder: &Path) -> String {
    let whole = folder.canonicalize();
    let whole = whole.as_deref().unwrap_or(folder);
    let name = whole.file_name().unwrap_or(whole.as_os_str());
    clean(&name.to_string_lossy()).replace(['\n', '\t'], "�")
}
