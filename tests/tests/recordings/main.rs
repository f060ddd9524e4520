//! What is alive in the book is recorded from the programs themselves: runs to be
//! played, trees of schedules, and the answers to questions about order. The files
//! are committed and compared here, so that they cannot drift from the code.
//! `INSTA_UPDATE=always cargo test -p course_tests --test recordings` writes them
//! anew.

mod game;
mod games;
mod orders;
mod pack;
mod programs;
mod recording;
mod state;
mod words;

use std::{env, fs, thread};

use assert_cmd::assert::OutputAssertExt;
use course_tests::{program, root};
use game::Tree;
use rand::RngExt;
use serde_json::Value;

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
fn script(data: &Value) -> String {
    format!("poolBook({data});\n")
}

#[test]
fn runs() {
    // All at once: what takes time here are other processes.
    thread::scope(|scope| {
        for program in programs::ALL {
            scope.spawn(|| {
                let (data, picture) = recording::record(program);
                agree(&format!("{}.js", program.name), &script(&data));
                agree(&format!("{}.svg", program.name), &picture);
            });
        }
    });
}

#[test]
fn games() {
    for game in games::ALL {
        let data = pack::pack(game, &Tree::of(game));
        agree(&format!("game_{}.js", game.name), &script(&data));
        agree(&format!("answers_{}.md", game.name), &pack::answers(&data));
        for seed in 0..25 {
            walk(game, &data, seed);
        }
        // What the reader is told to run does break.
        let Some(code) = data["replay"].as_str() else {
            assert!(data["shortest"].is_null(), "{} has no code", game.name);
            continue;
        };
        let mut words = game.command.split_whitespace().skip(3);
        let package = words.next().expect("cargo run -p PACKAGE");
        program(package)
            .args(words.skip(1).chain(["--replay", code]))
            .assert()
            .code(1);
    }
}

#[test]
fn orders() {
    for order in orders::ALL {
        let data = orders::explore(order);
        agree(&format!("order_{}.js", order.name), &script(&data));
        agree(&format!("answers_{}.md", order.name), &pack::answers(&data));
    }
}

/// A way that nobody chose, through the tree and through the program: both come to
/// a good end, or neither does.
fn walk(game: &game::Game, data: &Value, seed: u64) {
    let mut rng = lab::rng(seed, 0, 0);
    let mut walk = game::Walk::new(game);
    let mut next = data["start"][1].as_i64().expect("a number");
    while next >= 0 {
        let moves = data["states"][next as usize].as_array().expect("moves");
        let taken = rng.random_range(0..moves.len());
        walk.go(moves[taken][0].as_i64().expect("a number"), taken);
        next = moves[taken][3].as_i64().expect("a number");
    }
    let told = &data["endings"][(-1 - next) as usize]["good"];
    let schedule = &walk.run.schedule;
    assert_eq!(
        *told,
        walk.run.verdict.is_done(),
        "{} on {schedule}",
        game.name
    );
}

#[test]
fn no_recording_is_left_over() {
    let mut known: Vec<String> = Vec::new();
    known.extend(programs::ALL.iter().map(|p| p.name.to_owned()));
    for game in games::ALL {
        known
            .extend(["game", "answers"].map(|kind| format!("{kind}_{}", game.name)));
    }
    for order in orders::ALL {
        known.extend(
            ["order", "answers"].map(|kind| format!("{kind}_{}", order.name)),
        );
    }
    let files = fs::read_dir(root().join(FOLDER)).expect("recordings");
    for file in files {
        let path = file.expect("a readable entry").path();
        let name = path.file_stem().and_then(|name| name.to_str());
        let name = name.expect("a plain name");
        assert!(
            known.iter().any(|k| k == name),
            "nothing writes {FOLDER}/{name}"
        );
    }
}
