//! What the course consists of, read from its folders.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::problem::Problem;

/// The course in a folder.
#[derive(Clone, Debug)]
pub struct Course {
    /// The folder that holds `chapters`.
    pub root: PathBuf,
    /// In the order in which they are read.
    pub chapters: Vec<Chapter>,
}

/// A chapter: a package with a lesson, traps and exercises.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// The package and the folder: `basic_pool`.
    pub name: String,
    /// `Chapter 2: jobs, workers, results`
    pub title: String,
    /// In the order of the chapter's rules, which is that of the book.
    pub exercises: Vec<Exercise>,
    /// The programs that are broken on purpose, by name.
    pub traps: Vec<String>,
}

/// A file to fill in, and what goes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exercise {
    /// `basic_pool`
    pub chapter: String,
    /// `run_pool`
    pub name: String,
    /// `the pool of the lesson, for any work`
    pub title: String,
}

impl Course {
    /// The course that the current directory is in.
    ///
    /// # Errors
    ///
    /// The current directory is outside, or a part of the course is missing.
    pub fn here() -> Result<Course, Problem> {
        let here = env::current_dir().map_err(|e| {
            Problem::failed(format!("there is no current folder: {e}"))
        })?;
        let root = here.ancestors().find(|folder| is_course(folder));
        let root = root.ok_or_else(|| {
            Problem::usage(format!(
                "{} is not in the course: go to the folder that holds its \
                 `chapters` and `solutions`",
                here.display()
            ))
        })?;
        Course::at(root)
    }

    /// The course in the folder `root`.
    ///
    /// # Errors
    ///
    /// A part of it is missing or cannot be read.
    pub fn at(root: &Path) -> Result<Course, Problem> {
        let mut chapters = Vec::new();
        for name in names(&root.join("chapters"))? {
            if root
                .join("chapters")
                .join(&name)
                .join("Cargo.toml")
                .exists()
            {
                chapters.push(Chapter::read(root, &name)?);
            }
        }
        chapters.sort_by(|a, b| a.title.cmp(&b.title));
        Ok(Course {
            root: root.to_owned(),
            chapters,
        })
    }

    /// All exercises, in the order of the course.
    pub fn exercises(&self) -> impl Iterator<Item = &Exercise> {
        self.chapters.iter().flat_map(|chapter| &chapter.exercises)
    }

    /// The chapter that an exercise is in.
    pub fn chapter(&self, exercise: &Exercise) -> &Chapter {
        let mut chapters = self.chapters.iter();
        chapters
            .find(|chapter| chapter.name == exercise.chapter)
            .expect("exercises come from the chapters")
    }

    /// Finds an exercise by its id, by its name, or by its file.
    ///
    /// # Errors
    ///
    /// There is none: a sentence with the nearest id.
    pub fn find(&self, id: &str) -> Result<&Exercise, Problem> {
        let found = self.exercises().find(|exercise| {
            id == exercise.name
                || id == exercise.id()
                || Path::new(id).ends_with(exercise.file())
        });
        found.ok_or_else(|| {
            let rules = self.rules_called(id);
            if !rules.is_empty() {
                return Problem::usage(format!(
                    "there is no exercise `{id}`; did you mean the rule `{}`?",
                    rules.join("` or `")
                ));
            }
            let did_you_mean = match self.nearest(id) {
                Some(nearest) => format!("did you mean `{}`? ", nearest.id()),
                None => String::new(),
            };
            Problem::usage(format!(
                "there is no exercise `{id}`; {did_you_mean}`cargo course list` shows \
                 all of them"
            ))
        })
    }

    /// The full names of the first rules that are called so, as far as that can be
    /// read without a build.
    fn rules_called(&self, name: &str) -> Vec<String> {
        const MOST: usize = 3;
        let quoted = format!("\"{name}\",");
        let has_it = |file: &PathBuf| {
            let text = fs::read_to_string(file).unwrap_or_default();
            let mut rules = text.split("Rule::new(").skip(1);
            rules.any(|rule| rule.trim_start().starts_with(&quoted))
        };
        let exercises = self.exercises().filter(|exercise| {
            let rules = exercise.rules(&self.root);
            match fs::read_dir(&rules) {
                Ok(files) => files.flatten().any(|file| has_it(&file.path())),
                Err(_) => has_it(&rules),
            }
        });
        let full = exercises.map(|exercise| format!("{}::{name}", exercise.name));
        full.take(MOST).collect()
    }

    /// Finds an exercise as [`Course::find`] does, or one and the full name of a rule
    /// of it, if `id` names one: `run_pool::nobody_polls`. Whether there is such a
    /// rule is not known here.
    ///
    /// # Errors
    ///
    /// There is no such exercise.
    pub fn find_rule(
        &self,
        id: &str,
    ) -> Result<(&Exercise, Option<String>), Problem> {
        let Some((id, rule)) = id.split_once("::") else {
            return Ok((self.find(id)?, None));
        };
        let exercise = self.find(id)?;
        // A promise in quotes will do as well.
        let rule = rule.replace(' ', "_");
        Ok((exercise, Some(format!("{}::{rule}", exercise.name))))
    }

    /// The exercise whose name is nearest to `id`, if it is near.
    fn nearest(&self, id: &str) -> Option<&Exercise> {
        let name = id.rsplit('/').next().unwrap_or(id);
        let likeness = |exercise: &&Exercise| likeness(name, &exercise.name);
        self.exercises()
            .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
            .filter(|nearest| likeness(nearest) >= NEAR)
    }
}

/// How much alike two names are, from 0 to 1.
pub(crate) fn likeness(a: &str, b: &str) -> f64 {
    strsim::jaro_winkler(a, b)
}

/// Names that are less alike than this have nothing to do with each other.
pub(crate) const NEAR: f64 = 0.88;

/// Whether a folder is the root of the course.
fn is_course(folder: &Path) -> bool {
    let parts = ["Cargo.toml", "chapters", "solutions", "shared/rules"];
    parts.iter().all(|part| folder.join(part).exists())
}

impl Chapter {
    fn read(root: &Path, name: &str) -> Result<Chapter, Problem> {
        let folder = root.join("chapters").join(name);
        let manifest = read(&folder.join("Cargo.toml"))?;
        let title = quoted_after(&manifest, "description = ").next();
        let spec = read(&folder.join("tests/spec.rs"))?;
        let mut exercises = Vec::new();
        for exercise in quoted_after(&spec, "Subject::new(") {
            exercises.push(Exercise::read(root, name, exercise)?);
        }
        let mut traps = names(&folder.join("src/traps"))?;
        traps.retain(|trap| trap != "mod");
        Ok(Chapter {
            name: name.to_owned(),
            title: title.unwrap_or(name).to_owned(),
            exercises,
            traps,
        })
    }

    /// The chapter's page in the book, from the root.
    pub fn page(&self) -> PathBuf {
        format!("book/src/{}.md", self.name).into()
    }
}

/// Paths are from the root of the course.
impl Exercise {
    fn read(root: &Path, chapter: &str, name: &str) -> Result<Exercise, Problem> {
        let mut exercise = Exercise {
            chapter: chapter.to_owned(),
            name: name.to_owned(),
            title: String::new(),
        };
        // From the solution: the other file is the learner's to change.
        let solution = read(&root.join(exercise.solution()))?;
        let first = solution.lines().next().unwrap_or_default();
        let title = first.trim_start_matches("//! Exercise: ");
        exercise.title = title.trim_end_matches('.').to_owned();
        Ok(exercise)
    }

    /// `basic_pool/run_pool`: stable.
    pub fn id(&self) -> String {
        format!("{}/{}", self.chapter, self.name)
    }

    /// The package that the learner's code is in.
    pub fn package(&self) -> &str {
        &self.chapter
    }

    /// The file to fill in.
    pub fn file(&self) -> PathBuf {
        format!("chapters/{}/src/exercises/{}.rs", self.chapter, self.name).into()
    }

    /// The same file, filled in.
    pub fn solution(&self) -> PathBuf {
        format!("solutions/{}/src/exercises/{}.rs", self.chapter, self.name).into()
    }

    /// The file to fill in, as it was before anybody did.
    pub fn stub(&self) -> PathBuf {
        format!("shared/course/stubs/{}/{}.rs", self.chapter, self.name).into()
    }

    /// What it has to keep to: a folder, or a single file.
    pub fn rules(&self, root: &Path) -> PathBuf {
        let rules = root
            .join("chapters")
            .join(&self.chapter)
            .join("tests/rules");
        let folder = rules.join(&self.name);
        if folder.is_dir() {
            folder
        } else {
            folder.with_extension("rs")
        }
    }

    /// The program and the tests that go with it out of the course.
    pub fn template(&self) -> PathBuf {
        format!("shared/course/export/{}/{}", self.chapter, self.name).into()
    }

    /// Three hints and those for certain mistakes.
    pub fn hints(&self) -> PathBuf {
        format!("chapters/{}/hints/{}.md", self.chapter, self.name).into()
    }
}

fn read(path: &Path) -> Result<String, Problem> {
    fs::read_to_string(path).map_err(|e| Problem::with(path, &e))
}

/// The names in a folder, without their endings, in ascending order.
fn names(folder: &Path) -> Result<Vec<String>, Problem> {
    let entries = fs::read_dir(folder).map_err(|e| Problem::with(folder, &e))?;
    let mut names: Vec<_> = entries
        .filter_map(|entry| {
            Some(entry.ok()?.path().file_stem()?.to_str()?.to_owned())
        })
        .collect();
    names.sort_unstable();
    Ok(names)
}

/// What stands in quotes after each `mark`.
fn quoted_after<'a>(text: &'a str, mark: &'a str) -> impl Iterator<Item = &'a str> {
    let parts = text.split(mark).skip(1);
    parts.filter_map(|part| part.strip_prefix('"')?.split('"').next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn course() -> Course {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
        Course::at(Path::new(root)).expect("the course around this package")
    }

    #[test]
    fn chapters_and_exercises_come_in_the_order_of_the_book() {
        let course = course();
        let first: Vec<_> = course.exercises().map(Exercise::id).take(5).collect();
        assert_eq!(
            first,
            [
                "naive_spawning/bounded_spawn",
                "naive_spawning/chunks",
                "basic_pool/run_pool",
                "basic_pool/primes",
                "basic_pool/prime_batches",
            ]
        );
        assert_eq!(
            course.chapters[1].title,
            "Chapter 2: jobs, workers, results"
        );
    }

    #[test]
    fn every_file_that_the_catalog_names_is_there() {
        let course = course();
        for exercise in course.exercises() {
            for file in [
                exercise.file(),
                exercise.solution(),
                exercise.stub(),
                exercise.rules(&course.root),
                exercise.hints(),
                exercise.template(),
                course.chapter(exercise).page(),
            ] {
                assert!(course.root.join(&file).exists(), "{}", file.display());
            }
            assert!(exercise.title.len() > 10, "{exercise:?}");
        }
    }

    #[test]
    fn an_exercise_is_found_by_id_name_or_file() {
        let course = course();
        for id in [
            "basic_pool/run_pool",
            "run_pool",
            "chapters/basic_pool/src/exercises/run_pool.rs",
            "/home/me/course/chapters/basic_pool/src/exercises/run_pool.rs",
        ] {
            let found = course.find(id).expect("it is there");
            assert_eq!(found.id(), "basic_pool/run_pool");
        }
    }

    #[test]
    fn a_wrong_id_is_answered_with_the_nearest_right_one() {
        let course = course();
        for (wrong, right) in [
            ("basic_pool/runpool", "basic_pool/run_pool"),
            ("prime", "basic_pool/primes"),
            ("basic/crawlr", "real_world_cases/crawler"),
            ("bounded", "naive_spawning/bounded_spawn"),
            ("worker_pol", "configurable_pool/worker_pool"),
            ("retrypool", "robust_retry_pool/retry_pool"),
            ("thumbnial", "real_world_cases/thumbnails"),
        ] {
            let problem = course.find(wrong).expect_err("it is not there");
            assert!(problem.sentence.contains(right), "{problem}");
            assert_eq!(problem.code, 2);
        }
    }

    #[test]
    fn what_is_near_no_name_is_answered_with_none() {
        let course = course();
        for wrong in ["nonsense", "basic_pool/nonsense", "basic_pool", "all", ""] {
            let problem = course.find(wrong).expect_err("it is not there");
            assert!(!problem.sentence.contains("did you mean"), "{problem}");
            assert!(problem.sentence.contains("cargo course list"), "{problem}");
        }
    }

    #[test]
    fn a_rule_alone_is_answered_with_the_exercise_that_has_it() {
        let course = course();
        for (rule, full) in [
            (
                "a_panicking_file_returns_its_permit",
                "`bounded_spawn::a_panicking_file_returns_its_permit`",
            ),
            ("nobody_polls", "`bounded_spawn::nobody_polls` or `"),
        ] {
            let problem = course.find(rule).expect_err("it is no exercise");
            assert!(problem.sentence.contains(full), "{problem}");
        }
    }
}
