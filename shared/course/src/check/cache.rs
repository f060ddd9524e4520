//! Outcomes of files that have not changed since. Nothing is lost when it is
//! deleted: an outcome can always be had again from the code.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Outcome;
use crate::catalog::{Course, Exercise};

/// What all exercises depend on.
const SHARED: [&str; 4] = [
    "Cargo.lock",
    "shared/lab/src",
    "shared/rules/src",
    "shared/workloads/src",
];

/// The outcomes known from before.
#[derive(Clone, Debug)]
pub struct Cache {
    root: PathBuf,
    folder: PathBuf,
    /// Of all that is [`SHARED`].
    shared: u64,
}

#[derive(Deserialize)]
struct Entry {
    key: u64,
    /// How many checks before the last one, of other code, found the same rule
    /// broken first.
    again: u8,
    outcome: Outcome,
}

#[derive(Serialize)]
struct NewEntry<'a> {
    key: u64,
    again: u8,
    outcome: &'a Outcome,
}

impl Cache {
    /// The cache of a course, in its target folder.
    pub fn of(course: &Course) -> Cache {
        let mut hasher = DefaultHasher::new();
        for part in SHARED {
            hash(&course.root.join(part), &mut hasher);
        }
        Cache {
            root: course.root.clone(),
            folder: course.root.join("target/course"),
            shared: hasher.finish(),
        }
    }

    /// What came of the exercise, if nothing has changed since.
    pub fn get(&self, exercise: &Exercise) -> Option<Outcome> {
        let entry = self.last(exercise)?;
        (Some(entry.key) == self.key(exercise)).then_some(entry.outcome)
    }

    /// What came of the exercise when it was last checked.
    pub fn get_outdated(&self, exercise: &Exercise) -> Option<Outcome> {
        self.last(exercise).map(|entry| entry.outcome)
    }

    /// How often in a row the learner has changed the code since, and the same rule
    /// was still the first that is broken.
    pub fn again(&self, exercise: &Exercise) -> u8 {
        self.last(exercise).map_or(0, |entry| entry.again)
    }

    fn last(&self, exercise: &Exercise) -> Option<Entry> {
        let text = fs::read_to_string(self.file(exercise)).ok()?;
        serde_json::from_str(&text).ok()
    }

    /// Changes with everything that an outcome depends on. The other exercises of
    /// the chapter are not among it: they can do no more than not compile.
    pub fn key(&self, exercise: &Exercise) -> Option<u64> {
        let file = fs::read(self.root.join(exercise.file())).ok()?;
        let mut hasher = DefaultHasher::new();
        self.shared.hash(&mut hasher);
        file.hash(&mut hasher);
        hash(&exercise.rules(&self.root), &mut hasher);
        for file in self.others(exercise) {
            hash(&file, &mut hasher);
        }
        Some(hasher.finish())
    }

    /// What the chapter has besides its exercises: an exercise may use it.
    fn others(&self, exercise: &Exercise) -> Vec<PathBuf> {
        let stubs = self.root.join(exercise.stub());
        let stubs = stubs.parent().unwrap_or(&self.root);
        let source = self.root.join(exercise.file());
        let exercises = source.parent().unwrap_or(&self.root);
        let mut files = vec![exercises.with_file_name("lib.rs")];
        files.extend(entries(exercises).into_iter().filter(|path| {
            path.file_name()
                .is_some_and(|name| !stubs.join(name).exists())
        }));
        files
    }

    /// Notes an outcome. That of code that does not compile is not worth it.
    pub(super) fn keep(&self, exercise: &Exercise, key: u64, outcome: &Outcome) {
        if let Outcome::Refused(_) = outcome {
            return;
        }
        let first = |outcome: &Outcome| {
            outcome
                .broken()
                .next()
                .map(|(ruling, _)| ruling.rule.clone())
        };
        let again = match self.last(exercise) {
            Some(last) if last.key == key => last.again,
            Some(last)
                if first(outcome)
                    .is_some_and(|rule| first(&last.outcome) == Some(rule)) =>
            {
                last.again.saturating_add(1)
            }
            _ => 0,
        };
        let file = self.file(exercise);
        let draft = file.with_extension(format!("{}.draft", std::process::id()));
        let text = serde_json::to_vec(&NewEntry {
            key,
            again,
            outcome,
        });
        // Without a cache everything works, only slower.
        let _ = fs::create_dir_all(file.parent().unwrap_or(&self.folder))
            .and_then(|()| fs::write(&draft, text.map_err(std::io::Error::from)?))
            .and_then(|()| fs::rename(&draft, &file));
    }

    fn file(&self, exercise: &Exercise) -> PathBuf {
        self.folder.join(format!("{}.json", exercise.id()))
    }
}

/// Feeds a file, or all files in a folder, to the hasher. What is neither may have no
/// end: a pipe, a device.
fn hash(path: &Path, hasher: &mut DefaultHasher) {
    if path.is_dir() {
        for path in entries(path) {
            path.file_name().hash(hasher);
            hash(&path, hasher);
        }
    } else if path.is_file() {
        fs::read(path).ok().hash(hasher);
    } else {
        None::<Vec<u8>>.hash(hasher);
    }
}

/// What is in a folder, always in the same order.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort_unstable();
    paths
}
