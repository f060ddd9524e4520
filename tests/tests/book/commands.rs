//! Commands that the book shows exist, and their flags and names too.

use std::fs;

use course_tests::{program, root};
use pulldown_cmark::Event;

use crate::pages::{chapters, pages, parts, rules};

#[test]
fn every_command_exists() {
    let mut count = 0;
    for page in pages() {
        for command in commands(page.events()) {
            if let Err(problem) = check(&command) {
                panic!("{}: `{command}`: {problem}", page.name);
            }
            count += 1;
        }
    }
    assert!(count > 30, "only {count} commands were found");
}

/// What is shown as code and begins with `cargo`, in a line or in a block.
fn commands<'a>(events: impl Iterator<Item = Event<'a>>) -> Vec<String> {
    let mut commands = Vec::new();
    for event in events {
        if let Event::Code(text) | Event::Text(text) = event {
            let lines = text.lines().map(|line| line.trim_start_matches("$ "));
            let lines = lines.filter(|line| line.starts_with("cargo "));
            commands.extend(lines.map(str::to_owned));
        }
    }
    commands
}

fn check(command: &str) -> Result<(), String> {
    let words: Vec<_> = command.split_whitespace().skip(1).collect();
    let (cargo, program): (Vec<_>, Vec<_>) =
        match words.iter().position(|word| *word == "--") {
            Some(at) => (words[..at].to_vec(), words[at + 1..].to_vec()),
            None => (words, Vec::new()),
        };
    match cargo.as_slice() {
        ["run", "-p", package] | ["run", "--release", "-p", package] => {
            parses(package, &program)
        }
        // What it prints is not compared: it takes long, and depends on the machine.
        ["bench", "-p", package, flags @ ..] => has_bench(package, flags),
        ["test", "-p", package, "--test", target] if program.is_empty() => {
            has_target(package, target)
        }
        ["course", args @ ..] => parses("course", args),
        ["test", "-p", package, filters @ ..] if program.is_empty() => {
            has_tests(package, filters)
        }
        ["test", "--workspace"]
        | ["test", "--workspace", "--no-run"]
        | ["test", "--workspace", "--no-run", "--timings"]
            if program.is_empty() =>
        {
            Ok(())
        }
        _ => Err("the book shows no such commands of cargo".to_owned()),
    }
}

/// With `--help` at the end a program reads all of its arguments and does nothing.
fn parses(package: &str, args: &[&str]) -> Result<(), String> {
    if package.contains(['/', '\\']) {
        return Err("a package has a plain name".to_owned());
    }
    let output = program(package).args(args).arg("--help").output();
    let output = output.map_err(|error| error.to_string())?;
    match output.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

fn has_bench(package: &str, flags: &[&str]) -> Result<(), String> {
    let folders = [
        format!("shared/{package}"),
        package.to_owned(),
        "tests".to_owned(),
    ];
    let named = format!("name = \"{package}\"");
    let is_it = |folder: &String| {
        let manifest = root().join(folder).join("Cargo.toml");
        fs::read_to_string(manifest).is_ok_and(|text| text.contains(&named))
    };
    let folder = folders.into_iter().find(is_it).ok_or("no such package")?;
    for flag in flags.chunks(2) {
        let is_known = match flag {
            ["--profile", profile] => *profile == "dev",
            ["--features", feature] => package == "benches" && *feature == "peers",
            ["--bench", bench] => root()
                .join(format!("{folder}/benches/{bench}.rs"))
                .is_file(),
            _ => false,
        };
        if !is_known {
            return Err(format!("{flag:?} is no flag of this bench"));
        }
    }
    match root().join(folder).join("benches").is_dir() {
        true => Ok(()),
        false => Err("the package has no benches".to_owned()),
    }
}

fn has_target(package: &str, target: &str) -> Result<(), String> {
    let file = format!("chapters/{package}/tests/{target}.rs");
    match root().join(&file).is_file() {
        true => Ok(()),
        false => Err(format!("there is no {file}")),
    }
}

/// A filter is an exercise, or the full name of one of its rules.
fn has_tests(package: &str, filters: &[&str]) -> Result<(), String> {
    let chapter = package.strip_suffix("_solution").unwrap_or(package);
    if !root().join("chapters").join(chapter).is_dir() {
        return Err(format!("{package} is no chapter and no solution of one"));
    }
    match filters {
        [] => Ok(()),
        [filter] => has_rules(chapter, filter),
        _ => Err("one filter at a time".to_owned()),
    }
}

fn has_rules(chapter: &str, filter: &str) -> Result<(), String> {
    let (exercise, rule) = filter.split_once("::").unwrap_or((filter, ""));
    if !parts(chapter, "exercises").iter().any(|e| e == exercise) {
        return Err(format!("{chapter} has no exercise {exercise}"));
    }
    if !rule.is_empty() && !rules(chapter, exercise).iter().any(|r| r == rule) {
        return Err(format!("{exercise} has no rule {rule}"));
    }
    Ok(())
}

#[test]
fn every_rule_that_is_named_exists() {
    let exercises: Vec<_> = chapters()
        .into_iter()
        .flat_map(|chapter| {
            let names = parts(&chapter, "exercises");
            names.into_iter().map(move |name| (chapter.clone(), name))
        })
        .collect();
    for page in pages() {
        for event in page.events() {
            let Event::Code(text) = event else { continue };
            for (chapter, exercise) in &exercises {
                if text.starts_with(&format!("{exercise}::"))
                    && let Err(problem) = has_rules(chapter, &text)
                {
                    panic!("{}: `{text}`: {problem}", page.name);
                }
            }
        }
    }
}

#[test]
fn commands_that_do_not_exist_are_found() {
    for wrong in [
        "cargo run -p no_such_chapter",
        "cargo run -p basic_pool -- --no-such-flag",
        "cargo run -p basic_pool -- trap no_such_trap",
        "cargo run -p basic_pool -- no_such_exercise",
        "cargo test -p basic_pool no_such_exercise",
        "cargo test -p basic_pool run_pool::no_such_rule",
        "cargo test -p no_such_chapter",
        "cargo fly",
    ] {
        assert!(check(wrong).is_err(), "{wrong} was accepted");
    }
}
