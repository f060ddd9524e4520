//! Grades one chapter of one submission, in a scratch folder of its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::build::{Builder, Exercises};
use super::check::Checker;
use super::confine::Confinement;
use super::given::{Given, hex};
use super::limits::Limits;
use super::model::{Grade, Mark};
use super::pristine::Pristine;
use super::submission::{Handed, Submission};
use crate::catalog::{Chapter, Course, Exercise};
use crate::problem::Problem;

/// What the compiler says of itself when it is at fault, or has no room to work.
const CRASHED: &str = "the compiler unexpectedly panicked";

/// What all grading shares.
pub struct Grader {
    /// The course whose rules count.
    pub course: Course,
    /// Libraries and compiler.
    pub given: Given,
    /// How submissions are kept away from everything else.
    pub confinement: Confinement,
    /// The ids of the exercises to grade.
    pub only: Vec<String>,
    /// For the rules of one exercise.
    pub limits: Limits,
    /// Becomes true when everything is to be ended.
    pub interrupted: &'static AtomicBool,
    /// Numbers of rooms that are free.
    pub rooms: Mutex<Vec<u32>>,
}

impl Grader {
    /// Limits that a user may set the first two of.
    pub fn limits(time: Duration, memory: u64) -> Limits {
        Limits {
            memory,
            file: 16 << 20,
            processes: 256,
            time,
            output: 16 << 20,
        }
    }

    /// The exercises of a chapter that are to be graded.
    fn wanted<'a>(&self, chapter: &'a Chapter) -> Vec<&'a Exercise> {
        let exercises = chapter.exercises.iter();
        exercises
            .filter(|exercise| self.only.contains(&exercise.id()))
            .collect()
    }

    /// Names everything that the marks of a chapter depend on; `None` if they are
    /// plain without a build.
    pub fn key(&self, submission: &Submission, chapter: &Chapter) -> Option<String> {
        let wanted = self.wanted(chapter);
        let is_code = |exercise: &&Exercise| {
            matches!(submission.files[&exercise.id()], Handed::Code(_))
        };
        if !wanted.iter().any(is_code) {
            return None;
        }
        let mut hasher = Sha256::new();
        let mut add = |bytes: &[u8]| {
            hasher.update(bytes.len().to_le_bytes());
            hasher.update(bytes);
        };
        add(self.given.fingerprint.as_bytes());
        add(format!("{:?} {:?}", self.confinement, self.limits).as_bytes());
        for exercise in wanted {
            add(exercise.id().as_bytes());
        }
        for exercise in &chapter.exercises {
            match &submission.files[&exercise.id()] {
                Handed::Code(code) => add(code),
                other => add(format!("{other:?}").as_bytes()),
            }
        }
        Some(hex(&hasher.finalize()))
    }

    /// The marks of exercises that need no build.
    pub fn plain(&self, submission: &Submission, chapter: &Chapter) -> Vec<Mark> {
        let wanted = self.wanted(chapter);
        let mark = |exercise: &&Exercise| {
            let (grade, reason) = match &submission.files[&exercise.id()] {
                Handed::Missing => (Grade::Missing, ""),
                Handed::Refused(why) => (Grade::Refused, why.as_str()),
                Handed::Stub => (Grade::NotStarted, ""),
                Handed::Code(_) => return None,
            };
            Some(Mark::plain(
                &exercise.id(),
                self.of(exercise),
                grade,
                reason,
            ))
        };
        wanted.iter().filter_map(mark).collect()
    }

    /// How many rules an exercise has.
    pub fn of(&self, exercise: &Exercise) -> usize {
        rules_in(&exercise.rules(&self.course.root))
    }

    /// Builds a chapter without a submission.
    ///
    /// # Errors
    ///
    /// That does not work, and with submissions it would not either.
    pub fn try_out(&self) -> Result<(), Problem> {
        let chapter = &self.course.chapters[0];
        let folder = self.folder()?;
        let (tree, out) = places(folder.path())?;
        let pristine = Pristine::copy(&self.course, chapter, tree)?;
        self.builder(&pristine, chapter, &out, 0).try_out()
    }

    /// Builds and checks one chapter of a submission.
    ///
    /// # Errors
    ///
    /// The grader could not do it, or was interrupted.
    pub fn grade(
        &self,
        submission: &Submission,
        chapter: &Chapter,
    ) -> Result<Vec<Mark>, Problem> {
        let room = self.rooms().pop().unwrap_or_default();
        // A name that no submission knows, gone with all that is in it.
        let folder = tempfile::Builder::new()
            .prefix("chapter-")
            .tempdir_in(self.given.scratch.path())
            .map_err(|e| Problem::with(self.given.scratch.path(), &e));
        let marks = folder.and_then(|folder| {
            self.grade_in(folder.path(), submission, chapter, room)
        });
        self.rooms().push(room);
        marks
    }

    fn grade_in(
        &self,
        folder: &Path,
        submission: &Submission,
        chapter: &Chapter,
        room: u32,
    ) -> Result<Vec<Mark>, Problem> {
        let (tree, out) = places(folder)?;
        let pristine = Pristine::copy(&self.course, chapter, tree)?;
        let mut exercises: Exercises<'_> = BTreeMap::new();
        for exercise in &chapter.exercises {
            if let Handed::Code(code) = &submission.files[&exercise.id()] {
                exercises.insert(&exercise.name, code);
            }
        }
        let builder = self.builder(&pristine, chapter, &out, room);
        let built = builder.build(&exercises)?;
        let mut marks = self.plain(submission, chapter);
        for exercise in self.wanted(chapter) {
            let of = self.of(exercise);
            if let Some(said) = built.refused.get(&exercise.name) {
                let grade = match said.contains(CRASHED) {
                    true => Grade::NotChecked,
                    false => Grade::DoesNotCompile,
                };
                let first = said.lines().find(|line| line.starts_with("error"));
                let first = first.or(said.lines().next()).unwrap_or_default();
                let mut mark = Mark::plain(&exercise.id(), of, grade, first);
                mark.compiler.clone_from(said);
                mark.clean();
                marks.push(mark);
            }
        }
        for (names, spec) in &built.specs {
            let mut together = exercises.clone();
            together.retain(|name, _| names.iter().any(|n| n == name));
            pristine.put(&together)?;
            for exercise in self.wanted(chapter) {
                if names.contains(&exercise.name) {
                    let checker = Checker {
                        exercise,
                        of: self.of(exercise),
                        tree: &pristine.root,
                        launcher: &self.given.launcher,
                        spec,
                        limits: self.limits,
                        confinement: self.confinement,
                        room,
                        interrupted: self.interrupted,
                    };
                    marks.push(checker.check()?);
                }
            }
        }
        Ok(marks)
    }

    fn builder<'a>(
        &'a self,
        pristine: &'a Pristine<'a>,
        chapter: &'a Chapter,
        out: &'a Path,
        room: u32,
    ) -> Builder<'a> {
        Builder {
            given: &self.given,
            pristine,
            chapter: &chapter.name,
            out,
            confinement: self.confinement,
            room,
            interrupted: self.interrupted,
        }
    }

    /// A folder that is gone at the end, with all that is in it.
    fn folder(&self) -> Result<TempDir, Problem> {
        let scratch = self.given.scratch.path();
        tempfile::Builder::new()
            .prefix("chapter-")
            .tempdir_in(scratch)
            .map_err(|e| Problem::with(scratch, &e))
    }

    fn rooms(&self) -> std::sync::MutexGuard<'_, Vec<u32>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where the sources are, and where the compiler writes.
fn places(folder: &Path) -> Result<(PathBuf, PathBuf), Problem> {
    let (tree, out) = (folder.join("tree"), folder.join("out"));
    fs::create_dir(&out).map_err(|e| Problem::with(&out, &e))?;
    // The user that a submission runs as may be another.
    open(&out).map_err(|e| Problem::with(&out, &e))?;
    Ok((tree, out))
}

#[cfg(unix)]
fn open(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o777))
}

#[cfg(not(unix))]
fn open(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// How many rules there are in a file or a folder, and in what a file takes from
/// another chapter.
fn rules_in(path: &Path) -> usize {
    if let Ok(entries) = fs::read_dir(path) {
        let paths = entries.flatten().map(|entry| entry.path());
        return paths.map(|path| rules_in(&path)).sum();
    }
    let text = fs::read_to_string(path).unwrap_or_default();
    let taken = text.lines().filter_map(|line| {
        let from = line.strip_prefix("#[path = \"")?.strip_suffix("\"]")?;
        Some(
            path.parent()?
                .join(from.strip_suffix("/mod.rs").unwrap_or(from)),
        )
    });
    let own = text.matches("Rule::new(").count();
    own + taken.map(|path| rules_in(&path)).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_that_come_from_another_chapter_count_too() {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
        let course = Course::at(root).expect("this is the course");
        let rules = |id: &str| {
            let mut exercises = course.exercises();
            let exercise = exercises.find(|e| e.id() == id).expect("there is one");
            rules_in(&exercise.rules(&course.root))
        };
        let taken = rules("configurable_pool/backpressure");
        assert!(taken > 10, "{taken}");
        assert!(rules("advanced_patterns/fast_pool") > taken + 5);
    }
}
