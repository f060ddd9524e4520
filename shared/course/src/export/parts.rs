//! The source files of a crate, and what of the given code they need.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::rewrite::rewrite;
use crate::catalog::Course;
use crate::problem::Problem;

/// Where given code is, in the course and in the crate.
const GIVEN: [&str; 2] = ["workloads", "outside"];

/// What std and crossbeam do not have.
const PLAIN: [&str; 3] = ["compute", "is_simulated", "work"];

/// What a crate is made of so far.
#[derive(Debug, Default)]
pub struct Parts {
    /// By the path in the crate.
    pub files: BTreeMap<PathBuf, String>,
    /// Modules of [`GIVEN`], such as `("workloads", "job")`.
    needs: BTreeSet<(&'static str, String)>,
    /// Functions of the lab.
    helpers: BTreeSet<String>,
}

impl Parts {
    /// Adds a file, with its paths led to the originals and to the given code,
    /// which is in the crate `home`.
    pub fn add(&mut self, file: &str, text: &str, home: &str) {
        let mut text = rewrite(text, "lab", &mut |path| self.original(path, home));
        for given in GIVEN {
            text = rewrite(&text, given, &mut |path| {
                let module = path.split("::").next().unwrap_or(path);
                self.needs.insert((given, module.to_owned()));
                format!("{home}::{given}::{path}")
            });
        }
        self.files.insert(file.into(), text);
    }

    /// What a path in the lab mirrors.
    fn original(&mut self, path: &str, home: &str) -> String {
        let (first, rest) = path.split_once("::").unwrap_or((path, ""));
        match (first, rest) {
            ("println" | "thread_local", "") => path.to_owned(),
            ("select" | "select_biased", "") => {
                format!("crossbeam::channel::{path}")
            }
            ("channel" | "deque" | "utils", _) | ("sync", "WaitGroup") => {
                format!("crossbeam::{path}")
            }
            ("hint" | "sync" | "thread" | "time", _) => format!("std::{path}"),
            ("spin", _) => path.to_owned(),
            (name, "") if name == "rng" || PLAIN.contains(&name) => {
                self.helpers.insert(path.to_owned());
                format!("{home}::workloads::{path}")
            }
            _ => format!("lab::{path}"),
        }
    }

    /// Adds the given code that the files need, and what that needs itself. Returns
    /// the modules that hold it.
    ///
    /// # Errors
    ///
    /// Given code cannot be read.
    pub fn add_given(&mut self, course: &Course) -> Result<Vec<String>, Problem> {
        let mut added = BTreeSet::new();
        while let Some(need) = self.needs.difference(&added).next().cloned() {
            let (given, module) = &need;
            let source = course.root.join("shared").join(given).join("src");
            let target = format!("src/{given}/{module}");
            let folder = source.join(module);
            if folder.is_dir() {
                for file in read_dir(&folder)? {
                    let name =
                        file.file_name().unwrap_or_default().to_string_lossy();
                    self.add_given_file(&file, &format!("{target}/{name}"), given)?;
                }
            } else {
                let file = folder.with_extension("rs");
                self.add_given_file(&file, &format!("{target}.rs"), given)?;
            }
            added.insert(need);
        }
        self.add_helpers(course)?;
        Ok(self.add_modules())
    }

    fn add_given_file(
        &mut self,
        file: &Path,
        target: &str,
        given: &'static str,
    ) -> Result<(), Problem> {
        let text = read(file)?;
        let text = rewrite(&text, "crate", &mut |path| format!("{given}::{path}"));
        self.add(target, &text, "crate");
        Ok(())
    }

    fn add_helpers(&mut self, course: &Course) -> Result<(), Problem> {
        let sources = [
            ("rng", "shared/lab/src/rng.rs"),
            ("plain", "shared/course/export/plain.rs"),
        ];
        for (module, source) in sources {
            let is_needed = match module {
                "rng" => self.helpers.contains(module),
                _ => PLAIN.iter().any(|name| self.helpers.contains(*name)),
            };
            if is_needed {
                let text = read(&course.root.join(source))?;
                let file = format!("src/workloads/{module}.rs");
                self.files.insert(file.into(), text);
            }
        }
        Ok(())
    }

    /// Adds the files that say which modules there are.
    fn add_modules(&mut self) -> Vec<String> {
        let mut modules = Vec::new();
        for given in GIVEN {
            let needs = self.needs.iter().filter(|(g, _)| *g == given);
            let mut mods: String = needs
                .map(|(_, module)| format!("pub mod {module};\n"))
                .collect();
            let mut uses = String::new();
            let helpers =
                [("rng", "rng"), ("plain", "{compute, is_simulated, work}")];
            for (module, names) in helpers {
                let file = format!("src/{given}/{module}.rs");
                if self.files.contains_key(Path::new(&file)) {
                    mods += &format!("mod {module};\n");
                    uses += &format!("pub use {module}::{names};\n");
                }
            }
            if !mods.is_empty() {
                let text =
                    format!("//! Given code of the course.\n\n{mods}\n{uses}");
                self.files
                    .insert(format!("src/{given}/mod.rs").into(), text);
                modules.push(given.to_owned());
            }
        }
        modules
    }
}

fn read(path: &Path) -> Result<String, Problem> {
    fs::read_to_string(path).map_err(|e| Problem::with(path, &e))
}

/// The files in a folder, always in the same order.
fn read_dir(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let entries = fs::read_dir(folder).map_err(|e| Problem::with(folder, &e))?;
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort_unstable();
    Ok(files)
}
