//! What the course gives to every submission: the compiled libraries, built once and
//! shared by all, and the rules.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde::Deserialize;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::model::FORMAT;
use crate::catalog::{Course, Exercise};
use crate::problem::Problem;

/// Compiled libraries and the compiler.
#[derive(Debug)]
pub struct Given {
    /// The compiler's folder: `bin/rustc` and its libraries.
    pub toolchain: PathBuf,
    /// The folder with all libraries.
    pub libraries: PathBuf,
    /// By chapter: the libraries that its code may name, and their files.
    pub externs: BTreeMap<String, Vec<(String, String)>>,
    /// The file of the library `rules`.
    pub rules: String,
    /// The edition that the course is written in.
    pub edition: String,
    /// A copy of this program: the original may be built anew meanwhile.
    pub launcher: PathBuf,
    /// Where the submissions are built and run; gone when the grader ends.
    pub scratch: TempDir,
    /// The folder for what is kept between two runs.
    pub kept: PathBuf,
    /// Of everything that a verdict depends on besides the submission.
    pub fingerprint: String,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    target_directory: PathBuf,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    edition: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    kind: Option<String>,
}

/// A line of cargo's `--message-format=json`.
#[derive(Deserialize)]
struct Artifact {
    target: Option<Target>,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

impl Given {
    /// Builds the libraries, without the network. Waits for cargo.
    ///
    /// # Errors
    ///
    /// There is no toolchain, or the course itself does not compile.
    pub fn prepare(course: &Course) -> Result<Given, Problem> {
        let root = &course.root;
        let sysroot =
            output(Command::new("rustc").args(["--print", "sysroot"]), root)?;
        let version = output(Command::new("rustc").arg("-vV"), root)?;
        let toolchain = String::from_utf8_lossy(&sysroot).trim().into();
        let metadata = output(
            Command::new(cargo()).args([
                "metadata",
                "--no-deps",
                "--offline",
                "--format-version=1",
            ]),
            root,
        )?;
        let metadata: Metadata = parse(&metadata)?;
        let mut build = Command::new(cargo());
        build.args([
            "build",
            "--offline",
            "--quiet",
            "--lib",
            "--message-format=json",
        ]);
        build.args(["--package", "rules"]);
        for chapter in &course.chapters {
            // The solutions: they need the same libraries, and always compile.
            build.args(["--package", &format!("{}_solution", chapter.name)]);
        }
        let built = output(&mut build, root)?;
        let kept = metadata.target_directory.join("course");
        fs::create_dir_all(&kept).map_err(|e| Problem::with(&kept, &e))?;
        let scratch = tempfile::Builder::new()
            .prefix("grade-")
            .tempdir_in(&kept)
            .map_err(|e| Problem::with(&kept, &e))?;
        let launcher = scratch.path().join("launcher");
        env::current_exe()
            .and_then(|this| fs::copy(this, &launcher))
            .map_err(|e| Problem::with(&launcher, &e))?;
        let libraries = scratch.path().join("libraries");
        let names = gather(&built, &libraries)?;
        let file_of = |name: &str| {
            names.get(name).cloned().ok_or_else(|| {
                Problem::failed(format!("cargo did not build the library {name}"))
            })
        };
        let mut externs = BTreeMap::new();
        let mut edition = "2024".to_owned();
        for chapter in &course.chapters {
            let packages = &metadata.packages;
            let package = packages.iter().find(|p| p.name == chapter.name);
            let package = package.ok_or_else(|| {
                Problem::failed(format!("cargo knows no package {}", chapter.name))
            })?;
            edition.clone_from(&package.edition);
            let needed = package.dependencies.iter().filter(|d| d.kind.is_none());
            let files = needed
                .map(|d| Ok((d.name.replace('-', "_"), file_of(&d.name)?)))
                .collect::<Result<_, Problem>>()?;
            externs.insert(chapter.name.clone(), files);
        }
        Ok(Given {
            toolchain,
            libraries,
            externs,
            rules: file_of("rules")?,
            edition,
            launcher,
            scratch,
            kept,
            fingerprint: fingerprint(course, &version),
        })
    }
}

/// The cargo that runs this program, or the one in the path.
fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn output(command: &mut Command, root: &Path) -> Result<Vec<u8>, Problem> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.current_dir(root).stdin(Stdio::null()).output();
    let Output {
        status,
        stdout,
        stderr,
    } = output.map_err(|e| {
        Problem::failed(format!(
            "{program} cannot be run: {e}. Install a Rust toolchain, \
             see https://rustup.rs"
        ))
    })?;
    if status.success() {
        return Ok(stdout);
    }
    let why = String::from_utf8_lossy(&stderr);
    Err(Problem::failed(format!(
        "{program} failed on the course itself: {}",
        why.trim()
    )))
}

fn parse<'a, T: Deserialize<'a>>(text: &'a [u8]) -> Result<T, Problem> {
    serde_json::from_slice(text).map_err(|e| {
        Problem::failed(format!("cargo says what is not expected: {e}"))
    })
}

/// Links the libraries that cargo has built into one folder: nothing else is to be
/// seen by a submission. The file of each, by the name of its crate.
fn gather(built: &[u8], to: &Path) -> Result<BTreeMap<String, String>, Problem> {
    fs::create_dir(to).map_err(|e| Problem::with(to, &e))?;
    let mut names = BTreeMap::new();
    for line in built.split(|&byte| byte == b'\n') {
        let Ok(artifact) = serde_json::from_slice::<Artifact>(line) else {
            continue;
        };
        let Some(target) = artifact.target else {
            continue;
        };
        let is_library = target.kind.iter().any(|k| k == "lib" || k == "proc-macro");
        // The answers are not for them.
        if !is_library || target.name.ends_with("_solution") {
            continue;
        }
        for file in artifact.filenames {
            let ending = file.extension().unwrap_or_default();
            let Some(name) = file.file_name().filter(|_| ending != "rmeta") else {
                continue;
            };
            let here = to.join(name);
            fs::hard_link(&file, &here)
                .or_else(|_| fs::copy(&file, &here).map(drop))
                .map_err(|e| Problem::with(&here, &e))?;
            names.insert(target.name.clone(), name.to_string_lossy().into_owned());
        }
    }
    Ok(names)
}

/// Of all that submissions are measured by.
fn fingerprint(course: &Course, version: &[u8]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(FORMAT.to_le_bytes());
    hasher.update(version);
    let mut parts = ["Cargo.lock", "Cargo.toml", "shared/course/src/grade"]
        .map(PathBuf::from)
        .to_vec();
    // The rest of the companion has no part in a verdict.
    let shared = fs::read_dir(course.root.join("shared"));
    let shared = shared.into_iter().flatten().flatten();
    let shared = shared.map(|entry| Path::new("shared").join(entry.file_name()));
    parts.extend(shared.filter(|part| !part.ends_with("course")));
    for chapter in &course.chapters {
        let folder = Path::new("chapters").join(&chapter.name);
        parts.extend(["src", "tests", "Cargo.toml"].map(|part| folder.join(part)));
    }
    parts.extend(course.exercises().map(Exercise::stub));
    parts.sort_unstable();
    for part in parts {
        add(&course.root, &part, &mut hasher);
    }
    hex(&hasher.finalize())
}

/// Feeds a file, or all files in a folder, with their names; but no exercise, of
/// which the stub is what counts.
fn add(root: &Path, part: &Path, hasher: &mut Sha256) {
    let path = root.join(part);
    if path.is_dir() {
        let entries = fs::read_dir(&path).into_iter().flatten().flatten();
        let mut names: Vec<_> = entries.map(|entry| entry.file_name()).collect();
        names.sort_unstable();
        for name in names {
            add(root, &part.join(name), hasher);
        }
    } else if !is_exercise(part) {
        hasher.update(part.as_os_str().as_encoded_bytes());
        let content = fs::read(path).unwrap_or_default();
        hasher.update(content.len().to_le_bytes());
        hasher.update(content);
    }
}

fn is_exercise(part: &Path) -> bool {
    let folder = part.parent().unwrap_or(part);
    folder.ends_with("src/exercises") && !part.ends_with("mod.rs")
}

/// Bytes as text.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
