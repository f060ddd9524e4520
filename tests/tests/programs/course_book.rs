//! `cargo course book`, with a stand-in for mdBook.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;

use course_tests::{program, root};
use tempfile::TempDir;

/// What `cargo course book` says where the only program is `mdbook`, if there is one,
/// which prints its arguments and fails for those that its author did not foresee.
fn book(mdbook: Option<&str>, args: &[&str]) -> (Option<i32>, String, String) {
    let folder = TempDir::new().expect("a temporary folder");
    if let Some(script) = mdbook {
        let path = folder.path().join("mdbook");
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a script");
        let executable = fs::Permissions::from_mode(0o755);
        fs::set_permissions(&path, executable).expect("a program");
    }
    let output = program("course")
        .arg("book")
        .args(args)
        .current_dir(root())
        .env("PATH", folder.path())
        .env("CARGO_TARGET_DIR", folder.path())
        .output()
        .expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn without_mdbook_it_says_how_to_install_it() {
    let (code, out, err) = book(None, &[]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(
        err.contains("cargo install mdbook --version ^0.5 --locked"),
        "{err}"
    );
    assert!(err.contains("book/src/introduction.md"), "{err}");
    assert!(root().join("book/src/introduction.md").is_file());
}

#[test]
fn it_is_served_until_the_reader_ends_it() {
    let (code, out, err) = book(Some("echo \"$@\""), &["--port", "4000", "--open"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_eq!(out, "serve --port 4000 --open book\n");
}

#[test]
fn a_book_that_cannot_be_served_is_a_file_to_open() {
    let only_builds = "test \"$2\" = serve && exit 2; echo \"$@\"";
    for (script, args) in [(only_builds, &[][..]), ("echo \"$@\"", &["--build"])] {
        let (code, out, err) = book(Some(script), args);
        assert_eq!((code, err.as_str()), (Some(0), ""));
        let (command, open) = out.split_once('\n').expect("two lines");
        assert_eq!(command, "build book");
        assert!(
            open.ends_with("book/book/index.html in a browser.\n"),
            "{open}"
        );
    }
}

#[test]
fn a_book_that_does_not_build_is_a_failure() {
    let fails = "test \"$1\" = help || exit 3";
    let (code, _, err) = book(Some(fails), &["--build"]);
    assert_eq!(code, Some(1));
    assert!(err.contains("what it said is above"), "{err}");
}
