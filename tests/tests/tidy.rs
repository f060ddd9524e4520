//! What keeps the course whole: nothing is missing, and what belongs together
//! agrees.

use std::fs;
use std::path::Path;

use course_tests::{root, rules_of};

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The names in a folder, without their endings, in ascending order.
fn names(folder: impl AsRef<Path>) -> Vec<String> {
    let folder = root().join(folder);
    let entries = fs::read_dir(&folder);
    let entries = entries.unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut names: Vec<_> = entries
        .map(|entry| entry.expect("a readable entry").path())
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort_unstable();
    names
}

/// Every exercise of every chapter: its chapter and its name.
fn exercises() -> Vec<(String, String)> {
    let of = |chapter: String| {
        let files = names(format!("chapters/{chapter}/src/exercises"));
        let names = files.into_iter().filter(|name| name != "mod");
        names
            .map(move |name| (chapter.clone(), name))
            .collect::<Vec<_>>()
    };
    names("chapters").into_iter().flat_map(of).collect()
}

#[test]
fn there_are_exercises() {
    assert!(exercises().len() >= 3, "{:?}", exercises());
}

#[test]
fn every_exercise_has_a_solution_with_the_same_signatures_and_docs() {
    for (chapter, name) in exercises() {
        let file = format!("{chapter}/src/exercises/{name}.rs");
        let stub = interface(&read(format!("chapters/{file}")));
        let solution = interface(&read(format!("solutions/{file}")));
        assert!(!stub.is_empty(), "{file} has no public function");
        assert_eq!(
            stub, solution,
            "{file}: left the stub's, right the solution's"
        );
    }
}

/// The docs and signatures of what is public, one line each.
fn interface(source: &str) -> Vec<String> {
    let mut public = Vec::new();
    let mut docs = Vec::new();
    let mut lines = source.lines().map(str::trim);
    while let Some(line) = lines.next() {
        if line.starts_with("///") {
            // An example names the package that it stands in.
            docs.push(line.replace("_solution::", "::"));
        } else if line.starts_with("pub ") {
            let mut item = line.to_owned();
            while !item.ends_with('{') && !item.ends_with(';') {
                let Some(next) = lines.next() else { break };
                item += " ";
                item += next;
            }
            public.append(&mut docs);
            public.push(item);
        } else {
            docs.clear();
        }
    }
    public
}

#[test]
fn every_exercise_has_rules_and_three_hints() {
    for (chapter, name) in exercises() {
        let rules = rules_of(&chapter, &name);
        assert!(rules.contains("Rule::new("), "{chapter}/{name} has no rule");
        for test in ["spec", &name] {
            let test = read(format!("chapters/{chapter}/tests/{test}.rs"));
            let subject = format!("Subject::new(\"{name}\", ");
            assert!(
                test.contains(&subject),
                "no rule of {chapter}/{name} is run"
            );
        }
        let manifest = read(format!("chapters/{chapter}/Cargo.toml"));
        let target = format!("[[test]]\nname = \"{name}\"\nharness = false");
        assert!(
            manifest.contains(&target),
            "{chapter}/{name} has no test target"
        );
        let hints = read(format!("chapters/{chapter}/hints/{name}.md"));
        let levels: Vec<_> = hints
            .split("\n## ")
            .skip(1)
            .map(|level| level.trim().split_once('\n').unwrap_or((level, "")))
            .collect();
        let headings: Vec<_> = levels.iter().map(|(heading, _)| *heading).collect();
        assert_eq!(headings, ["1", "2", "3"], "the hints of {chapter}/{name}");
        for (heading, text) in levels {
            assert!(
                text.trim().len() > 40,
                "hint {heading} of {chapter}/{name} says too little"
            );
        }
    }
}

#[test]
fn every_exercise_has_wrong_solutions_and_another_right_one() {
    for (chapter, name) in exercises() {
        let list = read(format!("tests/tests/known_wrong/{chapter}/{name}.rs"));
        for (kind, mark) in [("wrong", ':'), ("other", ';')] {
            let files = names(format!("tests/{kind}/{chapter}/{name}"));
            assert!(!files.is_empty(), "{chapter}/{name} has no {kind} solution");
            for file in files {
                assert!(
                    list.contains(&format!("\n        {file}{mark}")),
                    "tests/{kind}/{chapter}/{name}/{file}.rs is not mounted"
                );
            }
        }
    }
}

#[test]
fn the_readme_shows_a_real_timeline() {
    let readme = read("README.md");
    let picture = readme
        .split("```text\n")
        .nth(1)
        .and_then(|rest| rest.split("\n```").next())
        .expect("the first block of the README");
    let snapshot = read(
        "tests/tests/programs/snapshots/programs__basic_pool__a_trap_with_its_timeline.snap",
    );
    assert!(
        snapshot.contains(picture),
        "the README's picture is out of date"
    );
}
