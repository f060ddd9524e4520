//! What a learner's file takes from `std` or crossbeam though the lab has its own:
//! the lab sees none of it, and its verdicts lead astray.

use std::fs;

use crate::catalog::{Course, Exercise};

/// Names under `std`, and what stands in their place.
const INSTEAD: [(&str, &str); 13] = [
    ("thread", "lab::thread"),
    ("mpsc", "lab::channel"),
    ("Mutex", "lab::sync::Mutex"),
    ("RwLock", "lab::sync::RwLock"),
    ("Condvar", "lab::sync::Condvar"),
    ("Barrier", "lab::sync::Barrier"),
    ("Once", "lab::sync::Once"),
    ("OnceLock", "lab::sync::OnceLock"),
    ("LazyLock", "lab::sync::OnceLock"),
    ("Instant", "lab::time::Instant"),
    ("SystemTime", "lab::time::Instant"),
    ("spin_loop", "lab::hint::spin_loop"),
    ("crossbeam", "lab::channel, lab::deque or lab::sync"),
];

/// A sentence for each thing in the exercise that the lab does not see; empty if
/// there is none.
pub fn notes(course: &Course, exercise: &Exercise) -> String {
    let file = exercise.file();
    // What cannot be read is spoken of by the compiler.
    let source = fs::read_to_string(course.root.join(&file)).unwrap_or_default();
    let uses = uses(&source).into_iter().map(|(line, name, instead)| {
        format!(
            "{}:{line} uses {name}. The lab does not see it: write {instead}.\n",
            file.display()
        )
    });
    uses.collect()
}

/// The first line of each use, what it is, and what to write.
fn uses(source: &str) -> Vec<(usize, String, String)> {
    let source = without_comments(source);
    let mut found: Vec<(usize, String, String)> = Vec::new();
    for root in ["std", "crossbeam"] {
        for (at, _) in source.match_indices(root) {
            let before = source[..at].chars().next_back();
            if before.is_some_and(is_of_a_name) {
                continue;
            }
            for (offset, name) in names(path(&source[at..])) {
                let Some(instead) = instead(name) else {
                    continue;
                };
                let line = source[..at + offset].matches('\n').count() + 1;
                let name = match root {
                    "std" => of_std(name),
                    _ => name.to_owned(),
                };
                if found.iter().all(|(_, known, _)| *known != name) {
                    found.push((line, name, instead));
                }
            }
        }
    }
    found.sort();
    found
}

fn of_std(name: &str) -> String {
    match name {
        "thread" => "std::thread".to_owned(),
        "Instant" | "SystemTime" => format!("std::time::{name}"),
        "spin_loop" => "std::hint::spin_loop".to_owned(),
        _ if name.starts_with("Atomic") => format!("std::sync::atomic::{name}"),
        _ => format!("std::sync::{name}"),
    }
}

fn instead(name: &str) -> Option<String> {
    if name.starts_with("Atomic") {
        return Some(format!("lab::sync::atomic::{name}"));
    }
    let name = if name.starts_with("crossbeam") {
        "crossbeam"
    } else {
        name
    };
    let instead = INSTEAD.iter().find(|(of_std, _)| *of_std == name);
    instead.map(|(_, instead)| (*instead).to_owned())
}

/// A path at the beginning of a text, with the braces of a `use`.
fn path(text: &str) -> &str {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' if text[..at].ends_with("::") || depth > 0 => depth += 1,
            '}' if depth == 1 => return &text[..at],
            '}' if depth > 1 => depth -= 1,
            ':' => {}
            _ if is_of_a_name(c) || depth > 0 => {}
            _ => return &text[..at],
        }
    }
    text
}

/// The names in a path, and where they are.
fn names(path: &str) -> impl Iterator<Item = (usize, &str)> {
    let names = path.split(|c| !is_of_a_name(c));
    names
        .filter(|name| !name.is_empty())
        .map(move |name| (name.as_ptr().addr() - path.as_ptr().addr(), name))
}

fn is_of_a_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn without_comments(source: &str) -> String {
    let code = |line: &str| line.split("//").next().unwrap_or_default().to_owned();
    source.lines().map(code).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<String> {
        let uses = uses(source).into_iter();
        uses.map(|(line, name, instead)| format!("{line} {name}: {instead}"))
            .collect()
    }

    #[test]
    fn what_the_lab_does_not_see_is_found_with_its_line() {
        let source = "//! With std::thread.\nuse std::sync::{\n    Arc,\n    Mutex, \
                      mpsc::{self, Sender},\n};\nuse std::{thread, time::Duration};\n\
                      fn f() { std::thread::scope(|s| ()); crossbeam::scope(|s| ()) }\n\
                      use std::sync::atomic::{AtomicUsize, Ordering};\n";
        assert_eq!(
            found(source),
            [
                "4 std::sync::Mutex: lab::sync::Mutex",
                "4 std::sync::mpsc: lab::channel",
                "6 std::thread: lab::thread",
                "7 crossbeam: lab::channel, lab::deque or lab::sync",
                "8 std::sync::atomic::AtomicUsize: lab::sync::atomic::AtomicUsize",
            ]
        );
    }

    #[test]
    fn what_is_the_labs_or_harmless_is_left_alone() {
        let source = "use lab::{thread, sync::{Arc, Mutex}};\nuse std::sync::Arc;\n\
                      use std::time::Duration;\nuse std::fmt::{self, Display};\n\
                      fn f(x: &my_std::Mutex) -> Mutex { std::mem::take(x) }\n\
                      // std::thread::spawn\n";
        assert_eq!(found(source), Vec::<String>::new());
    }

    #[test]
    fn no_solution_uses_it() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
        let course = Course::at(root.as_ref()).unwrap();
        for exercise in course.exercises() {
            let file = course.root.join(exercise.solution());
            let source = fs::read_to_string(file).unwrap();
            assert_eq!(found(&source), Vec::<String>::new(), "{}", exercise.id());
        }
    }
}
