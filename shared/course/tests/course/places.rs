//! Where the copies are, and how they come to be: two, so that two tests run at once.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{env, thread};

use assert_cmd::assert::OutputAssertExt;
use course::check::without_debug_info;

use super::copy::{ROOT, write};

/// Where the copies are.
const COPIES: [&str; 2] = ["course_1", "course_2"];

/// A copy that no other test has, once there is one.
pub fn free() -> (PathBuf, File) {
    loop {
        for name in COPIES {
            let root = target().join("tmp").join(name);
            if let Some(lock) = lock(&root) {
                return (root, lock);
            }
        }
        thread::sleep(Duration::from_millis(5));
    }
}

fn lock(root: &Path) -> Option<File> {
    fs::create_dir_all(root).expect("a folder for the copy");
    let lock = File::create(root.join("lock")).expect("a lock");
    lock.try_lock().is_ok().then_some(lock)
}

/// Where a copy notes which of cargo's files it was made from.
const NOTED: &str = "made_from";

fn is_made_from(source: &str, root: &Path) -> bool {
    fs::read_to_string(root.join(NOTED)).is_ok_and(|noted| noted == source)
}

/// Whether nothing has been built in this copy.
pub fn is_new(root: &Path) -> bool {
    !root.join(BUILT).exists()
}

/// Cargo's files, and what they need, built: for all tests with this copy.
pub fn prepare(root: &Path) {
    let source = source();
    if is_made_from(&source, root) {
        return;
    }
    for (file, text) in cargos_files() {
        write(&root.join(file), text.as_bytes());
    }
    if is_new(root) {
        take_what_is_built(root);
    }
    // Cargo takes out of the lock file what fewer members do not need: here, and not
    // in the middle of a test.
    let build =
        "build -q --offline -p basic_pool --test run_pool --no-default-features";
    Command::new(env!("CARGO"))
        .args(build.split(' '))
        .args(["--config", &without_debug_info("basic_pool")])
        .current_dir(root)
        .env("CARGO_TARGET_DIR", root.join(BUILT))
        .output()
        .expect("cargo")
        .assert()
        .success();
    write(&root.join(NOTED), source.as_bytes());
}

/// Cargo's files for a workspace without `cargo course`.
fn cargos_files() -> [(&'static str, String); 2] {
    let read = |name| {
        let text = fs::read_to_string(Path::new(ROOT).join(name));
        text.unwrap_or_else(|e| panic!("{name}: {e}"))
    };
    let members = "members = ['chapters/*', 'shared/*', 'solutions/*']\n\
                   exclude = ['shared/course']";
    let manifest = read("Cargo.toml");
    let lines = manifest.lines().map(|line| {
        let is_list = line.starts_with("members = ");
        if is_list { members } else { line }
    });
    let manifest = lines.collect::<Vec<_>>().join("\n");
    [("Cargo.toml", manifest), ("Cargo.lock", read("Cargo.lock"))]
}

/// What cargo's files of a copy are made from.
fn source() -> String {
    cargos_files().map(|(_, text)| text).join("\n")
}

/// What there is to copy, from the root on: all that is built or read.
pub fn parts() -> Vec<String> {
    let mut parts = PARTS.map(str::to_owned).to_vec();
    for entry in fs::read_dir(Path::new(ROOT).join("shared")).expect("a folder") {
        let name = entry.expect("an entry").file_name();
        let name = name.to_str().expect("a name");
        if name != "course" {
            parts.push(format!("shared/{name}"));
        }
    }
    parts
}

const PARTS: [&str; 6] = [
    "clippy.toml",
    "rustfmt.toml",
    "chapters",
    "solutions",
    "shared/course/export",
    "shared/course/stubs",
];

/// Where the copy is built. Not in our own target folder: cargo would take what it
/// built from the copy for what it built from the course itself.
pub const BUILT: &str = "built";

/// Spares cargo half a minute: what is built of the course is good for its copy, whose
/// files have the same times, and cargo builds anew what is not.
fn take_what_is_built(root: &Path) {
    let profile = profile();
    // `cargo course` builds here, whatever the profile of this test is.
    let to = root.join(BUILT).join("debug");
    if profile.file_name() != to.file_name() {
        return;
    }
    for folder in [".fingerprint", "build"] {
        twin(&profile.join(folder), &to.join(folder));
    }
    // Not the programs and tests, nor what the copy has not: they are large.
    let is_wanted = |file: &Path| {
        let name = file.file_name().and_then(OsStr::to_str).unwrap_or_default();
        let kinds = [".rlib", ".rmeta", ".so", ".dylib", ".dll", ".d"];
        kinds.iter().any(|kind| name.ends_with(kind))
            && !["libcourse-", "libbook-"]
                .iter()
                .any(|no| name.starts_with(no))
    };
    for entry in fs::read_dir(profile.join("deps")).expect("what is built") {
        let file = entry.expect("an entry").path();
        if is_wanted(&file) {
            let name = file.file_name().expect("a name");
            twin(&file, &to.join("deps").join(name));
        }
    }
}

/// Copies files with their times, by which cargo goes.
fn twin(from: &Path, to: &Path) {
    if from.is_dir() {
        for entry in fs::read_dir(from).expect("a folder") {
            let entry = entry.expect("an entry");
            twin(&entry.path(), &to.join(entry.file_name()));
        }
        return;
    }
    fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
    fs::copy(from, to).expect("a copy");
    keep_time(from, to);
}

/// Gives a copy the time of its original.
pub fn keep_time(from: &Path, to: &Path) {
    let time = fs::metadata(from).and_then(|file| file.modified());
    let file = File::options().write(true).open(to).expect("a file");
    let set = file.set_modified(time.expect("a time"));
    set.expect("a time can be set");
}

/// The target folder that this test came from.
fn target() -> PathBuf {
    let profile = profile();
    profile.parent().expect("a target folder").to_owned()
}

/// The folder in it of the profile that this test was built with.
fn profile() -> PathBuf {
    let test = env::current_exe().expect("the path of this test");
    let profile = test.ancestors().nth(2).expect("…/PROFILE/deps/test");
    profile.to_owned()
}
