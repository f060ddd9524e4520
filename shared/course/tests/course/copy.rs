//! A copy of the course that tests may change.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use super::places;

/// It is always at the same place, and its files keep their times: so cargo builds what
/// has changed and no more. One test at a time has it.
pub struct Copy {
    pub root: PathBuf,
    /// Held while the test lasts.
    _lock: File,
}

/// The course itself.
pub const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

impl Copy {
    /// The course as it is in the beginning, without any verdict from before.
    pub fn fresh() -> Copy {
        let (root, lock) = places::free();
        let stubs = "shared/course/stubs";
        let is_new = places::is_new(&root);
        for part in stale(&root) {
            copy(&Path::new(ROOT).join(&part), &root.join(&part), is_new);
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
        places::prepare(&copy.root);
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
            .env("CARGO_TARGET_DIR", self.root.join(places::BUILT))
            .env("CARGO_NET_OFFLINE", "true")
            .env("NO_COLOR", "1")
            .env_remove("CLICOLOR_FORCE");
        command
    }
}

/// What may be otherwise in the copy than in the course. Tests change the exercises;
/// the rest is the same as long as this process lives.
fn stale(root: &Path) -> Vec<String> {
    static COPIED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    let is_first = COPIED.lock().unwrap().insert(root.to_owned());
    match is_first {
        true => places::parts(),
        false => vec!["chapters".to_owned()],
    }
}

/// How many rules the exercise has. Asked by the tests in a terminal.
#[cfg(unix)]
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

/// Copies what has changed. Only in a copy that is `new` the files have the times of
/// their originals: later cargo would not see that an older text has come back.
fn copy(from: &Path, to: &Path, is_new: bool) {
    if !from.is_dir() {
        let text =
            fs::read(from).unwrap_or_else(|e| panic!("{}: {e}", from.display()));
        write(to, &text);
        if is_new {
            places::keep_time(from, to);
        }
        return;
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
        copy(&entry.path(), &to.join(entry.file_name()), is_new);
    }
}

/// Writes what is not there already.
pub fn write(path: &Path, text: &[u8]) {
    if fs::read(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
}
