//! What does not compile, in the compiler's own words.
//!
//! Another version of the compiler may choose other words. Then what the errors say
//! is compared, and not how they are drawn.

use std::path::Path;
use std::process::Command;

use course_tests::root;
use expect_test::expect_file;

use crate::pages::{files, pages, read};

const FOLDER: &str = "book/code/refused";

/// Of the compiler that wrote the stored errors: `rustc 1.95`.
const VERSION: &str = "rustc.txt";

fn rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

/// `rustc 1.95`
fn version() -> String {
    let output = rustc().arg("--version").output().expect("rustc is there");
    let text = String::from_utf8(output.stdout).expect("text");
    let end = text
        .rmatch_indices('.')
        .next()
        .map_or(text.len(), |(at, _)| at);
    text[..end].to_owned()
}

/// What the compiler says about a program.
fn compile(program: &Path) -> (bool, String) {
    let out = tempfile::tempdir().expect("a temporary folder");
    let name = program.file_name().expect("it has a name");
    let mut rustc = rustc();
    rustc.args(["--edition", "2024", "--emit", "metadata", "-o"]);
    rustc.arg(out.path().join("out")).arg(name);
    let output = rustc.current_dir(root().join(FOLDER)).output();
    let output = output.expect("rustc runs");
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.success(), without_sources_of_std(&text))
}

/// Where the standard library's sources are differs from machine to machine: these
/// places are left out, with the notes that lead to them.
fn without_sources_of_std(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut skips = false;
    for line in text.lines() {
        let place = line.replace('\\', "/");
        if place.contains("--> ") && place.contains("library/std/") {
            skips = true;
            // The note, and the bar that joins it to what is above.
            kept.pop();
            kept.pop_if(|line| line.trim() == "|");
        } else if line.is_empty() {
            skips = false;
        }
        if !skips {
            kept.push(line);
        }
    }
    let summary = |line: &&str| line.starts_with("error: aborting");
    let end = kept.iter().position(summary).unwrap_or(kept.len());
    kept[..end].join("\n").trim_end().to_owned() + "\n"
}

fn errors(text: &str) -> Vec<&str> {
    text.lines()
        .filter(|line| line.starts_with("error"))
        .collect()
}

#[test]
fn these_programs_do_not_compile() {
    let programs = files(FOLDER, "rs");
    assert!(programs.len() >= 5);
    let written_by = root().join(FOLDER).join(VERSION);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        expect_file![written_by].assert_eq(&(version() + "\n"));
    }
    let same_compiler = read(Path::new(FOLDER).join(VERSION)).trim() == version();
    for program in programs {
        let (compiles, said) = compile(&program);
        let shown = program.with_extension("stderr");
        assert!(!compiles, "{} compiles", program.display());
        assert!(said.starts_with("error[E"), "{}: {said}", program.display());
        if same_compiler {
            expect_file![shown].assert_eq(&said);
        } else {
            assert_eq!(
                errors(&read(&shown)),
                errors(&said),
                "{}",
                program.display()
            );
        }
    }
}

#[test]
fn each_of_them_is_shown_with_its_error() {
    let pages = pages();
    let page = pages.iter().find(|page| page.name == "refused.md");
    let page = page.expect("the page refused.md");
    for program in files(FOLDER, "rs") {
        for path in [program.clone(), program.with_extension("stderr")] {
            let name = path.file_name().and_then(|name| name.to_str());
            let name = name.expect("a plain name");
            let include = format!("{{{{#include ../code/refused/{name}}}}}");
            assert!(page.source.contains(&include), "{include}");
        }
    }
}
