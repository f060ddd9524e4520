//! A copy of one chapter as the course has it, but for the exercises.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::catalog::{Chapter, Course};
use crate::problem::Problem;

/// A chapter's folder that is to be built.
#[derive(Debug)]
pub struct Pristine<'a> {
    course: &'a Course,
    chapter: &'a Chapter,
    /// The folder that takes the place of the course's root.
    pub root: PathBuf,
}

impl<'a> Pristine<'a> {
    /// Copies the chapter's sources, and all rules, to `root`; all exercises are stubs.
    ///
    /// # Errors
    ///
    /// The copy cannot be written.
    pub fn copy(
        course: &'a Course,
        chapter: &'a Chapter,
        root: PathBuf,
    ) -> Result<Pristine<'a>, Problem> {
        let copy = Pristine {
            course,
            chapter,
            root,
        };
        let folder = |chapter: &Chapter| Path::new("chapters").join(&chapter.name);
        // The rules of one chapter may use those of another.
        let tests = course
            .chapters
            .iter()
            .map(|other| folder(other).join("tests"));
        for part in tests.chain([folder(chapter).join("src")]) {
            copy_all(&course.root.join(&part), &copy.root.join(&part))?;
        }
        copy.put(&BTreeMap::new())?;
        Ok(copy)
    }

    /// Sets in these exercises, by name; the others are stubs.
    ///
    /// # Errors
    ///
    /// A file cannot be written.
    pub fn put(&self, exercises: &BTreeMap<&str, &[u8]>) -> Result<(), Problem> {
        for exercise in &self.chapter.exercises {
            let file = self.root.join(exercise.file());
            let written = match exercises.get(exercise.name.as_str()) {
                Some(code) => fs::write(&file, code),
                None => {
                    fs::copy(self.course.root.join(exercise.stub()), &file).map(drop)
                }
            };
            written.map_err(|e| Problem::with(&file, &e))?;
        }
        Ok(())
    }
}

/// Copies regular files and folders, and nothing else.
fn copy_all(from: &Path, to: &Path) -> Result<(), Problem> {
    fs::create_dir_all(to).map_err(|e| Problem::with(to, &e))?;
    let entries = fs::read_dir(from).map_err(|e| Problem::with(from, &e))?;
    for entry in entries.flatten() {
        let to = to.join(entry.file_name());
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => copy_all(&entry.path(), &to)?,
            Ok(kind) if kind.is_file() => {
                fs::copy(entry.path(), &to).map_err(|e| Problem::with(&to, &e))?;
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The modules that a file names by a path.
    fn named(file: &Path) -> Vec<PathBuf> {
        let text = fs::read_to_string(file).expect("rules are text");
        let folder = file.parent().expect("it lies in a folder");
        let paths = text.lines().filter_map(|line| {
            let path = line.trim().strip_prefix("#[path = \"")?;
            path.strip_suffix("\"]").map(|path| folder.join(path))
        });
        paths.collect()
    }

    #[test]
    fn the_rules_find_those_of_other_chapters() {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
        let course = Course::at(root).expect("this is the course");
        let mut found = 0;
        for chapter in &course.chapters {
            let folder = tempfile::tempdir().expect("a folder");
            Pristine::copy(&course, chapter, folder.path().to_owned())
                .expect("it can be copied");
            let rules = folder.path().join("chapters").join(&chapter.name);
            for entry in
                fs::read_dir(rules.join("tests/rules")).expect("there are some")
            {
                let mut file = entry.expect("an entry").path();
                if file.is_dir() {
                    file.push("mod.rs");
                }
                for module in named(&file) {
                    assert!(
                        module.exists(),
                        "{}: {}",
                        chapter.name,
                        module.display()
                    );
                    found += 1;
                }
            }
        }
        assert!(
            found > 0,
            "the rules of fast_pool use those of backpressure"
        );
    }
}
