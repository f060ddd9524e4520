//! A copy of the course that tests may change.

use std::env;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use assert_cmd::assert::OutputAssertExt;

/// There are two copies, so that two tests run at once. Each is always at the same
/// place, and its files keep their times: so cargo builds what has changed and no
/// more. One test at a time has it.
pub struct Copy {
    pub root: PathBuf,
    /// Held while the test lasts.
    _lock: File,
}

/// The course itself.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

const PARTS: [&str; 5] = [
    "clippy.toml",
    "rustfmt.toml",
    "chapters",
    "solutions",
    "shared/course/export",
];

/// Where the copy is built. Not in our own target folder: cargo would take what it
/// built from the copy for what it built from the course itself.
const BUILT: &str = "built";

impl Copy {
    /// The course as it is in the beginning, without any verdict from before.
    pub fn fresh() -> Copy {
        let from = Path::new(ROOT);
        let mut members = vec!["chapters/*".to_owned(), "solutions/*".to_owned()];
        for entry in fs::read_dir(from.join("shared")).expect("shared packages") {
            let name = entry.expect("an entry").file_name();
            let member = format!("shared/{}", name.to_str().expect("a name"));
            if name != "course" && from.join(&member).join("Cargo.toml").exists() {
                members.push(member);
            }
        }
        members.sort_unstable();
        let files = cargos_files(&members);
        let source = files.join("\n");
        let (root, lock) = free(&source);
        let stubs = "shared/course/stubs";
        let shared = members
            .iter()
            .filter(|member| member.starts_with("shared/"));
        let shared = shared.map(String::as_str).chain([stubs]);
        for part in PARTS.into_iter().chain(shared) {
            copy(&from.join(part), &root.join(part));
        }
        let copy = Copy { root, _lock: lock };
        // Whatever a learner has done already.
        for chapter in fs::read_dir(copy.root.join(stubs)).expect("stubs") {
            let chapter = chapter.expect("a chapter").path();
            for stub in fs::read_dir(&chapter).expect("stubs") {
                let stub = stub.expect("a stub").path();
                let name = |path: &Path| {
                    let name = path.file_stem().and_then(OsStr::to_str);
                    name.expect("a name").to_owned()
                };
                let text = fs::read_to_string(&stub).expect("a stub");
                copy.save(&format!("{}/{}", name(&chapter), name(&stub)), &text);
            }
        }
        prepare(&copy.root, &files, &source);
        for left in ["target", "backups"] {
            if copy.root.join(left).exists() {
                fs::remove_dir_all(copy.root.join(left)).expect("a clean copy");
            }
        }
        copy
    }

    /// How many exercises there are.
    pub fn exercises(&self) -> usize {
        let chapters = fs::read_dir(self.root.join("shared/course/stubs"));
        let count = |chapter: fs::DirEntry| {
            let stubs = fs::read_dir(chapter.path()).expect("stubs");
            stubs.count()
        };
        chapters
            .expect("stubs")
            .map(|chapter| count(chapter.expect("a chapter")))
            .sum()
    }

    /// The file to fill in.
    pub fn file(&self, id: &str) -> PathBuf {
        let (chapter, name) = id.split_once('/').expect("an id");
        self.root
            .join(format!("chapters/{chapter}/src/exercises/{name}.rs"))
    }

    /// Saves an exercise, as an editor would.
    pub fn save(&self, id: &str, text: &str) {
        write(&self.file(id), text.as_bytes());
    }

    /// The program, in the copy.
    pub fn course(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_course"));
        command
            .args(args)
            .current_dir(self.root.join("chapters"))
            .env("CARGO", env!("CARGO"))
            .env("CARGO_TARGET_DIR", self.root.join(BUILT))
            .env("CARGO_NET_OFFLINE", "true")
            .env("NO_COLOR", "1")
            .env_remove("CLICOLOR_FORCE");
        command
    }
}

/// Where the copies are.
const COPIES: [&str; 2] = ["course_1", "course_2"];

/// A copy that no other test has, once there is one. The second is made of the first.
fn free(source: &str) -> (PathBuf, File) {
    loop {
        for name in COPIES {
            let root = target().join("tmp").join(name);
            if (name == COPIES[0] || is_made_from(source, &root))
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

const SOURCES: [&str; 7] = [
    "Cargo.toml",
    "Cargo.lock",
    "clippy.toml",
    "rustfmt.toml",
    "chapters",
    "shared",
    "solutions",
];

/// Where a copy notes which of cargo's files it was made from.
const NOTED: &str = "made_from";

fn is_made_from(source: &str, root: &Path) -> bool {
    fs::read_to_string(root.join(NOTED)).is_ok_and(|noted| noted == source)
}

/// Cargo's files for a workspace of these members, and what they need, built: for
/// all copies.
fn prepare(root: &Path, [manifest, lock_file]: &[String; 2], source: &str) {
    if is_made_from(source, root) {
        return;
    }
    write(&root.join("Cargo.toml"), manifest.as_bytes());
    write(&root.join("Cargo.lock"), lock_file.as_bytes());
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
            for part in SOURCES {
                copy(&root.join(part), &other.join(part));
            }
            twin(&root.join(BUILT), &other.join(BUILT));
            write(&other.join(NOTED), source.as_bytes());
        }
    }
    write(&root.join(NOTED), source.as_bytes());
}

/// Cargo's files for a workspace of these members.
fn cargos_files(members: &[String]) -> [String; 2] {
    let from = Path::new(ROOT);
    let manifest = fs::read_to_string(from.join("Cargo.toml")).expect("a manifest");
    let members = format!("members = {members:?}");
    let lines = manifest.lines().map(|line| {
        let is_list = line.starts_with("members = ");
        if is_list { members.as_str() } else { line }
    });
    let lock = fs::read_to_string(from.join("Cargo.lock")).expect("a lock file");
    [lines.collect::<Vec<_>>().join("\n"), lock]
}

/// How many rules the exercise has.
pub fn rules(id: &str) -> usize {
    let (chapter, name) = id.split_once('/').expect("an id");
    let rules = format!("chapters/{chapter}/tests/rules/{name}");
    let names = fs::read_dir(Path::new(ROOT).join(&rules)).map(|entries| {
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        names.map(|name| format!("{rules}/{}", name.display()))
    });
    let files = match names {
        Ok(names) => names.collect(),
        Err(_) => vec![format!("{rules}.rs")],
    };
    let rules = files
        .iter()
        .map(|file| read(file).matches("Rule::new(").count());
    rules.sum()
}

/// The solution of an exercise.
pub fn solution(id: &str) -> String {
    let (chapter, name) = id.split_once('/').expect("an id");
    read(&format!("solutions/{chapter}/src/exercises/{name}.rs"))
}

/// A solution that is known to be wrong.
pub fn wrong(id: &str, name: &str) -> String {
    read(&format!("tests/wrong/{id}/{name}.rs"))
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path))
        .unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The target folder that this test came from.
fn target() -> PathBuf {
    let test = env::current_exe().expect("the path of this test");
    let profile = test.ancestors().nth(2).expect("…/PROFILE/deps/test");
    profile.parent().expect("a target folder").to_owned()
}

fn copy(from: &Path, to: &Path) {
    if !from.is_dir() {
        let text =
            fs::read(from).unwrap_or_else(|e| panic!("{}: {e}", from.display()));
        return write(to, &text);
    }
    // What is gone here must be gone there: cargo would find it.
    for old in fs::read_dir(to).into_iter().flatten().flatten() {
        if !from.join(old.file_name()).exists() {
            let path = old.path();
            let removed = if path.is_dir() {
                fs::remove_dir_all(path)
            } else {
                fs::remove_file(path)
            };
            removed.expect("the copy can be changed");
        }
    }
    for entry in fs::read_dir(from).expect("a folder of the course") {
        let entry = entry.expect("an entry");
        copy(&entry.path(), &to.join(entry.file_name()));
    }
}

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
    let file = File::options()
        .write(true)
        .open(to)
        .expect("the copy's copy");
    file.set_modified(time.expect("a time"))
        .expect("a time can be set");
}

/// Writes what is not there already.
fn write(path: &Path, text: &[u8]) {
    if fs::read(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
}
