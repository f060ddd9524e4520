//! What is taken of a submission, and what is not.

use std::fs;
use std::path::Path;

use course::catalog::Course;
use course::grade::submission::{Handed, Submission};

use crate::run::root;

const RUN_POOL: &str = "chapters/basic_pool/src/exercises/run_pool.rs";

fn put(folder: &Path, file: &str, content: impl AsRef<[u8]>) {
    let file = folder.join(file);
    fs::create_dir_all(file.parent().expect("a folder")).expect("it is made");
    fs::write(file, content).expect("it is written");
}

fn read(folder: &Path) -> Submission {
    let course = Course::at(&root()).expect("the course");
    Submission::read(&course, folder).expect("a submission")
}

#[test]
fn code_is_told_from_the_stub_and_from_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), RUN_POOL, "fn f() {}");
    let stub = root().join("shared/course/stubs/basic_pool/primes.rs");
    let stub = fs::read(stub).expect("the stub");
    let primes = "chapters/basic_pool/src/exercises/primes.rs";
    put(folder.path(), primes, stub);
    let submission = read(folder.path());
    let code = Handed::Code(b"fn f() {}".to_vec());
    assert_eq!(submission.files["basic_pool/run_pool"], code);
    assert_eq!(submission.files["basic_pool/primes"], Handed::Stub);
    assert_eq!(
        submission.files["basic_pool/prime_batches"],
        Handed::Missing
    );
    assert!(submission.notes.is_empty(), "{:?}", submission.notes);
}

#[test]
fn the_chapters_alone_are_a_submission() {
    let folder = tempfile::tempdir().expect("a folder");
    let inner = RUN_POOL.strip_prefix("chapters/").expect("it does");
    put(folder.path(), inner, "fn f() {}");
    let files = read(folder.path()).files;
    assert!(matches!(files["basic_pool/run_pool"], Handed::Code(_)));
}

#[test]
fn a_file_that_is_too_large_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), RUN_POOL, vec![b' '; 10 << 20]);
    let files = read(folder.path()).files;
    let Handed::Refused(why) = &files["basic_pool/run_pool"] else {
        panic!("it was taken");
    };
    assert!(why.contains("too large: 10485760 bytes"), "{why}");
}

#[test]
fn what_else_was_changed_is_noted() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), RUN_POOL, "fn f() {}");
    let rules = "chapters/basic_pool/tests/rules/run_pool.rs";
    put(folder.path(), rules, "pub fn rules() {}");
    put(
        folder.path(),
        "chapters/basic_pool/build.rs",
        "fn main() {}",
    );
    put(folder.path(), ".cargo/config.toml", "");
    put(folder.path(), "target/debug/anything", "");
    let same = fs::read(root().join("clippy.toml")).expect("it is there");
    put(folder.path(), "clippy.toml", same);
    assert_eq!(
        read(folder.path()).notes,
        [
            "added: chapters/basic_pool/build.rs",
            "changed: .cargo/config.toml",
            "changed: chapters/basic_pool/tests/rules/run_pool.rs",
        ]
    );
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    use super::*;

    fn refused(submission: &Submission) -> &str {
        match &submission.files["basic_pool/run_pool"] {
            Handed::Refused(why) => why,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn no_link_is_followed() {
        let other = tempfile::tempdir().expect("a folder");
        put(other.path(), RUN_POOL, "fn secret() {}");
        for link in [RUN_POOL, "chapters/basic_pool/src", "chapters/basic_pool"] {
            let folder = tempfile::tempdir().expect("a folder");
            put(folder.path(), "chapters/naive_spawning/x", "");
            let path = folder.path().join(link);
            let above = path.parent().expect("a folder");
            fs::create_dir_all(above).expect("it is made");
            symlink(other.path().join(link), &path).expect("a link");
            let submission = read(folder.path());
            let why = refused(&submission);
            assert!(why.contains("links are not followed"), "{why}");
            let note = format!("link, not followed: {link}");
            assert!(submission.notes.contains(&note), "{:?}", submission.notes);
        }
    }

    #[test]
    fn a_pipe_is_not_waited_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(RUN_POOL);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        assert!(made.expect("mkfifo is there").success());
        assert_eq!(refused(&read(folder.path())), "it is no regular file");
    }

    #[test]
    fn a_name_that_is_no_text_is_noted_and_harms_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        put(folder.path(), RUN_POOL, "fn f() {}");
        let name = OsStr::from_bytes(b"chapters/\xff\x1b[31m.rs");
        // A file system that takes only text has no such files to offer.
        if fs::write(folder.path().join(name), "").is_ok() {
            let notes = read(folder.path()).notes;
            assert_eq!(notes, ["added: chapters/��[31m.rs"]);
        }
    }
}
