//! What the tests of the whole course share: running its programs as a reader
//! would.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Once;

pub mod known_wrong;

/// The root of the workspace.
pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// A program of the course, built from the sources as they are now.
///
/// `cargo test -p course_tests` builds only the tests themselves; so the first
/// call has cargo build the programs, into the folder that this test came from.
pub fn program(name: &str) -> Command {
    static BUILD: Once = Once::new();
    let folder = programs();
    BUILD.call_once(|| {
        let profile = match folder.file_name().and_then(|name| name.to_str()) {
            Some("debug") | None => "dev",
            Some(profile) => profile,
        };
        let built = Command::new(env!("CARGO"))
            .args(["build", "--workspace", "--bins", "--quiet", "--offline"])
            .args(["--profile", profile])
            .current_dir(root())
            .status()
            .expect("cargo is there: it built this test");
        assert!(built.success(), "the programs of the course do not build");
    });
    let mut command = Command::new(folder.join(name));
    command
        .env("NO_COLOR", "1")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("RUST_BACKTRACE");
    command
}

/// The folder of the profile that this test was built with.
fn programs() -> PathBuf {
    let test = env::current_exe().expect("the path of this test");
    let deps = test.parent().expect("a test is in a folder");
    deps.parent().expect("…/deps").to_owned()
}

/// What a reader sees who runs a program: the command, what it printed, and the
/// exit code when it is not 0.
pub fn transcript(name: &str, args: &[&str]) -> String {
    let output = program(name).args(args).output().expect("the program runs");
    let mut command = format!("$ cargo run -p {name}");
    if !args.is_empty() {
        command += &format!(" -- {}", args.join(" "));
    }
    format!("{command}\n{}", shown(&output))
}

/// The output, the errors marked, and the exit code when it is not 0.
fn shown(output: &Output) -> String {
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    for line in String::from_utf8_lossy(&output.stderr).lines() {
        text += &format!("stderr: {}\n", without_words_of_the_system(line));
    }
    match output.status.code() {
        Some(0) => {}
        Some(code) => text += &format!("exit code: {code}\n"),
        None => text += "killed by a signal\n",
    }
    text
}

/// A line of an error without what the system says of it: each has its own words.
fn without_words_of_the_system(line: &str) -> String {
    let Some((before, after)) = line.split_once(" (os error ") else {
        return line.to_owned();
    };
    let (ours, _) = before.rsplit_once(": ").unwrap_or((before, ""));
    let (_, rest) = after.split_once(')').unwrap_or(("", after));
    format!("{ours}: WHAT THE SYSTEM SAYS{rest}")
}

/// Whether an exercise of a chapter still has a hole. What is filled in shows
/// other output than the stub's, and its rules look after it.
pub fn has_holes(chapter: &str, exercise: &str) -> bool {
    let path = format!("chapters/{chapter}/src/exercises/{exercise}.rs");
    let source = fs::read_to_string(root().join(&path));
    source
        .unwrap_or_else(|e| panic!("{path}: {e}"))
        .contains("todo!(")
}

/// The source of an exercise's rules: of its file, or of the files in its folder, in
/// the order in which its `mod.rs` calls them.
pub fn rules_of(chapter: &str, exercise: &str) -> String {
    let folder = root().join(format!("chapters/{chapter}/tests/rules/{exercise}"));
    let read = |path: PathBuf| {
        fs::read_to_string(&path)
            .unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    };
    if !folder.is_dir() {
        return read(folder.with_extension("rs"));
    }
    let map = read(folder.join("mod.rs"));
    let calls = map
        .lines()
        .flat_map(|line| line.split([' ', '[', ',', ']']));
    let parts = calls.filter_map(|call| call.strip_suffix("::rules()"));
    parts
        .map(|part| read(folder.join(format!("{part}.rs"))))
        .collect()
}
