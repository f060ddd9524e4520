//! Under Unix, where a name is any bytes and there are links, sockets and signals.

#![cfg(unix)]

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Stdio};

use course_tests::program;
use tempfile::tempdir;

use super::interrupted::interrupt;

fn tree(root: &Path) {
    let write = |name: &[u8], content: &[u8]| {
        let path = root.join(OsStr::from_bytes(name));
        fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
        fs::write(path, content).expect("it is written");
    };
    write(b"empty", b"");
    write(b"a/hello", b"hello\n");
    write(b"a/large", &vec![7; 1_000_000]);
    write(b"a/caf\xe9", b"not UTF-8");
    write(b"a/new\nline", b"line");
    write(b"a/back\\slash", b"slash");
    write(b"b/c/d/e", b"deep");
    write(b"b/ space ", b"space");
    symlink("..", root.join("a/up")).expect("it is linked");
    symlink(".", root.join("b/self")).expect("it is linked");
    symlink("../a/hello", root.join("b/link")).expect("it is linked");
    symlink("b", root.join("z")).expect("it is linked");
}

fn sorted_lines(output: &[u8]) -> Vec<Vec<u8>> {
    let mut lines: Vec<_> = output.split(|&b| b == b'\n').map(Vec::from).collect();
    lines.sort();
    lines
}

#[test]
fn checksums_are_those_of_sha256sum() {
    let folder = tempdir().expect("a temporary folder");
    tree(folder.path());
    let ours = program("real_world_cases_solution")
        .args(["checksum", "--real"])
        .current_dir(folder.path())
        .output()
        .expect("it runs");
    assert_eq!(ours.status.code(), Some(0), "{ours:?}");
    // `-L` follows links, and leaves out those that lead back.
    let theirs = Command::new("find")
        .args(["-L", ".", "-type", "f", "-exec", "sha256sum", "{}", "+"])
        .current_dir(folder.path())
        .output();
    let Ok(theirs) = theirs else {
        eprintln!("skipped: there is no find and sha256sum to compare with");
        return;
    };
    let shown = String::from_utf8_lossy(&ours.stdout).into_owned();
    assert_eq!(
        sorted_lines(&ours.stdout),
        sorted_lines(&theirs.stdout),
        "{shown}"
    );
    // Where standard error is no terminal there is no progress bar.
    let errors = String::from_utf8_lossy(&ours.stderr).into_owned();
    assert!(errors.starts_with("📊 12 files, "), "{errors}");
}

#[test]
fn what_cannot_be_read_is_told_and_loses_nobody() {
    let folder = tempdir().expect("a temporary folder");
    tree(folder.path());
    symlink("nowhere", folder.path().join("a/lost")).expect("it is linked");
    symlink("me", folder.path().join("me")).expect("it is linked");
    let _socket = UnixListener::bind(folder.path().join("socket"));
    let ran = program("real_world_cases_solution")
        .args(["checksum", "--real", "--workers", "3", "--input"])
        .arg(folder.path())
        .output()
        .expect("it runs");
    assert_eq!(ran.status.code(), Some(1), "{ran:?}");
    assert_eq!(sorted_lines(&ran.stdout).len(), 12 + 1, "12 lines");
    let errors = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(errors.contains("lost: "), "{errors}");
    assert!(errors.contains("me: "), "{errors}");
    assert!(errors.contains("2 failed"), "{errors}");
}

#[test]
fn ctrl_c_cancels_with_a_summary() {
    let folder = tempdir().expect("a temporary folder");
    fs::write(folder.path().join("small"), "abc").expect("it is written");
    // A hole of a terabyte: nobody reads that to its end.
    let large = File::create(folder.path().join("large")).expect("it is made");
    if large.set_len(1 << 40).is_err() {
        eprintln!("skipped: the disk does not allow a file so large");
        return;
    }
    let mut child = program("real_world_cases_solution")
        .args(["checksum", "--real", "--workers", "2", "--input"])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut stdout = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut line = String::new();
    stdout.read_line(&mut line).expect("text");
    assert!(line.starts_with("ba7816bf"), "{line}");
    interrupt(&child);
    let mut errors = String::new();
    let stderr = child.stderr.as_mut().expect("it is piped");
    stderr.read_to_string(&mut errors).expect("text");
    assert_eq!(child.wait().expect("it ends").code(), Some(130), "{errors}");
    assert!(errors.contains("1 files, 3 bytes, 0 failed"), "{errors}");
    assert!(errors.contains("cancelled, 1 unfinished"), "{errors}");
}
