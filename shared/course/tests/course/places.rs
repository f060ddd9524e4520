//! Where the copies are, and how they come to be: two, so that two tests run at once.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{env, thread};

use assert_cmd::assert::OutputAssertExt;

use super::copy::{ROOT, copy, write};

/// Where the copies are.
const COPIES: [&str; 2] = ["course_1", "course_2"];

/// A copy that no other test has, once there is one. The second is made of the first.
pub fn free() -> (PathBuf, File) {
    let source = source();
    loop {
        for name in COPIES {
            let root = target().join("tmp").join(name);
            if (name == COPIES[0] || is_made_from(&source, &root))
                && let Some(lock) = lock(&root, File::try_lock)
            {
                return (root, lock);
            }
        }
        thread::sleep(Duration::from_millis(5));
    }
}

fn lock<E>(root: &Path, how: impl FnOnce(&File) -> Result<(), E>) -> Option<File> {
    fs::create_dir_all(root).expect("a folder for the copy");
    let lock = File::create(root.join("lock")).expect("a lock");
    how(&lock).is_ok().then_some(lock)
}

/// Where a copy notes which of cargo's files it was made from.
const NOTED: &str = "made_from";

fn is_made_from(source: &str, root: &Path) -> bool {
    fs::read_to_string(root.join(NOTED)).is_ok_and(|noted| noted == source)
}

/// Cargo's files, and what they need, built: for all copies.
pub fn prepare(root: &Path) {
    let source = source();
    if is_made_from(&source, root) {
        return;
    }
    for (file, text) in cargos_files() {
        write(&root.join(file), text.as_bytes());
    }
    // Cargo takes out of the lock file what fewer members do not need: here, and not
    // in the middle of a test.
    let build = "build -q --offline -p basic_pool --test spec --no-default-features";
    Command::new(env!("CARGO"))
        .args(build.split(' '))
        .current_dir(root)
        .env("CARGO_TARGET_DIR", root.join(BUILT))
        // As `cargo course` does.
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .output()
        .expect("cargo")
        .assert()
        .success();
    for other in COPIES.map(|name| target().join("tmp").join(name)) {
        if other != root {
            let _lock = lock(&other, File::lock).expect("a lock");
            // Anew, so that cargo builds again what knows where it was built.
            fs::remove_dir_all(&other).expect("a clean copy");
            let files = cargos_files().map(|(file, _)| file.to_owned());
            for part in parts().into_iter().chain(files) {
                copy(&root.join(&part), &other.join(&part));
            }
            twin(&root.join(BUILT), &other.join(BUILT));
            write(&other.join(NOTED), source.as_bytes());
        }
    }
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

/// Copies what is built, with its times, by which cargo goes.
fn twin(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder of the copy") {
            let entry = entry.expect("an entry");
            twin(&entry.path(), &to.join(entry.file_name()));
        }
        return;
    }
    fs::copy(from, to).expect("the copy can be copied");
    let time = fs::metadata(from).and_then(|file| file.modified());
    let file = File::options().write(true).open(to).expect("a file");
    let set = file.set_modified(time.expect("a time"));
    set.expect("a time can be set");
}

/// The target folder that this test came from.
fn target() -> PathBuf {
    let test = env::current_exe().expect("the path of this test");
    let profile = test.ancestors().nth(2).expect("…/PROFILE/deps/test");
    profile.parent().expect("a target folder").to_owned()
}
