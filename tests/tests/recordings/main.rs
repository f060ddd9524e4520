//! What is alive in the book is recorded from the programs themselves: runs to be
//! played, trees of schedules, and the answers to questions about order. The files
//! are committed and compared here, so that they cannot drift from the code.
//! `INSTA_UPDATE=always cargo test -p course_tests --test recordings` writes them
//! anew.

mod programs;
mod recording;
mod words;

use std::{env, fs};

use course_tests::root;

/// Where the book finds them.
const FOLDER: &str = "book/src/recordings";

/// Compares a file of [`FOLDER`] with what it should hold, or writes it.
fn agree(name: &str, expected: &str) {
    let path = root().join(FOLDER).join(name);
    if env::var_os("INSTA_UPDATE").is_some_and(|how| how == "always") {
        fs::create_dir_all(root().join(FOLDER)).expect("the book has a folder");
        fs::write(&path, expected).expect("the file can be written");
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    // The files are long lines: where they differ says more than they do.
    let same = known.bytes().zip(expected.bytes());
    let at = same.take_while(|(known, new)| known == new).count();
    assert!(
        known == expected,
        "{FOLDER}/{name} is out of date from byte {at} on; if the change is meant, \
         write it anew: INSTA_UPDATE=always cargo test -p course_tests --test \
         recordings"
    );
}

/// A script that hands `data` to the components of the page. A page that was opened
/// from a disk may load scripts, but no data.
fn script(data: &serde_json::Value) -> String {
    format!("poolBook({data});\n")
}

#[test]
fn runs() {
    for program in programs::ALL {
        let (data, picture) = recording::record(program);
        agree(&format!("{}.js", program.name), &script(&data));
        agree(&format!("{}.svg", program.name), &picture);
    }
}

#[test]
fn no_recording_is_left_over() {
    let known: Vec<&str> = programs::ALL.iter().map(|p| p.name).collect();
    let files = fs::read_dir(root().join(FOLDER)).expect("recordings");
    for file in files {
        let path = file.expect("a readable entry").path();
        let name = path.file_stem().and_then(|name| name.to_str());
        let name = name.expect("a plain name");
        assert!(known.contains(&name), "nothing writes {FOLDER}/{name}");
    }
}
