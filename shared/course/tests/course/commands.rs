//! The commands, one after the other.

use std::fs;
use std::process::Command;

use assert_cmd::assert::OutputAssertExt;
use insta::assert_snapshot;

use super::copy::{Copy, solution, wrong};

/// What was printed, the errors marked, and the exit code.
fn transcript(mut command: Command) -> String {
    let output = command.output().expect("it runs");
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    for line in String::from_utf8_lossy(&output.stderr).lines() {
        // Said or not: that depends on what was built before.
        if !line.starts_with("Building what the rules need") {
            text += &format!("stderr: {}\n", without_words_of_the_system(line));
        }
    }
    text + &format!("exit code: {:?}\n", output.status.code())
}

/// A line of an error without what the system says of it: each has its own words.
fn without_words_of_the_system(line: &str) -> String {
    let Some((before, after)) = line.split_once(" (os error ") else {
        return line.to_owned();
    };
    let (ours, _) = before.rsplit_once(": ").unwrap_or((before, ""));
    let (_, rest) = after.split_once(')').unwrap_or(("", after));
    format!("{ours}: WHAT THE SYSTEM SAYS{rest}")
}

#[test]
fn bad_input_gets_one_clear_sentence() {
    let copy = Copy::fresh();
    let wrong: &[&[&str]] = &[
        &["check", "runpool"],
        &["hint", "basic_pool/prime"],
        &["hint", "primes", "--level", "4"],
        &["hint", "primes", "4"],
        &["check", "runpool::nobody_polls"],
        &["replay", "zz9"],
        &["replay", "n", "no_such::rule"],
        &["lst"],
        &["show"],
        &["export", "runpool", "new"],
        &["export", "run_pool", "."],
        &["export", "run_pool", "basic_pool/Cargo.toml"],
        &["export", "run_pool", "basic_pool/Cargo.toml/new"],
    ];
    let mut text = String::new();
    for args in wrong {
        text += &format!("$ cargo course {}\n", args.join(" "));
        text += &transcript(copy.course(args));
    }
    assert_snapshot!(text);
}

#[test]
fn outside_of_the_course_it_says_where_to_go() {
    let copy = Copy::fresh();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let mut list = copy.course(&["list"]);
    list.current_dir(&elsewhere);
    let output = list.assert().code(2).get_output().clone();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("is not in the course: go to"), "{said}");
    assert_eq!(said.lines().count(), 1);
}

#[test]
fn what_is_not_started_says_what_is_to_do() {
    let copy = Copy::fresh();
    let list = transcript(copy.course(&["list"]));
    let names: Vec<_> = list.lines().filter(|line| line.contains("  · ")).collect();
    assert_eq!(names.len(), copy.exercises(), "{list}");
    assert!(
        names[0].contains("naive_spawning/bounded_spawn  "),
        "{list}"
    );
    assert!(
        list.starts_with("Chapter 1: a thread for each file\n  · "),
        "{list}"
    );
    let passed = format!(
        "\n0 of {} exercises pass.\n· a hole is left\nexit",
        copy.exercises()
    );
    assert!(list.contains(&passed), "{list}");
    assert_snapshot!(
        "check_not_started",
        transcript(copy.course(&["check", "chunks"]))
    );
    // Without a terminal the watch prints once, and ends.
    let watch = transcript(copy.course(&["watch", "chunks"]));
    assert_eq!(watch, transcript(copy.course(&["check", "chunks"])));
    assert_snapshot!("hint", transcript(copy.course(&["hint", "chunks"])));
    copy.course(&["run", "chunks"]).assert().code(3);
    copy.course(&["timeline", "chunks"]).assert().code(2);
    assert_snapshot!(
        "reset_untouched",
        transcript(copy.course(&["reset", "chunks"]))
    );
}

#[test]
fn what_the_compiler_warns_of_is_shown_with_the_verdict() {
    let copy = Copy::fresh();
    let id = "naive_spawning/chunks";
    copy.save(id, &format!("{}fn unused() {{}}\n", solution(id)));
    let check = transcript(copy.course(&["check", "chunks"]));
    assert!(check.contains("✓ all 19 rules hold"), "{check}");
    // Of two that are open the one that comes after it.
    let next = "\nNext: chapters/basic_pool/src/exercises/run_pool.rs. How yours differs \
                from the solution: cargo course diff chunks\n";
    assert!(check.contains(next), "{check}");
    let warning = "warning: function `unused` is never used\n";
    assert_eq!(check.matches(warning).count(), 1, "{check}");
}

#[test]
#[ignore = "the compiler is given 8 seconds"]
fn a_compiler_without_an_end_is_stopped() {
    let copy = Copy::fresh();
    let id = "naive_spawning/chunks";
    copy.course(&["check", "chunks"]).assert().code(3);
    let endless = "#[allow(long_running_const_eval)]\n\
                   const _: () = { let mut n = 0; while n < u64::MAX { n += 1 } };\n";
    copy.save(id, &(solution(id) + endless));
    let check = transcript(copy.course(&["check", "chunks"]));
    let why = "no end: the compiler was still at work on naive_spawning after 8 s";
    assert!(check.contains(why), "{check}");
    // Twice as many words each time.
    let large = "macro_rules! m { ($($t:tt)*) => { m!($($t)* $($t)*); } }\nm!(x);\n";
    copy.save(id, &(solution(id) + large));
    let check = transcript(copy.course(&["check", "chunks"]));
    let stopped = "and was stopped. Look for a constant or a macro that never comes";
    assert!(check.contains(stopped), "{check}");
}

#[test]
#[ignore = "the compiler is given 3 GB of memory"]
fn a_compiler_that_takes_memory_without_an_end_is_stopped() {
    let copy = Copy::fresh();
    let id = "naive_spawning/chunks";
    copy.course(&["check", "chunks"]).assert().code(3);
    let large = "pub static LARGE: [u64; 1 << 30] = [1; 1 << 30];\n";
    copy.save(id, &(solution(id) + large));
    let check = transcript(copy.course(&["check", "chunks"]));
    let why =
        "out of memory: the compiler had taken 3072 MB for naive_spawning, and";
    assert!(check.contains(why), "{check}");
}

#[test]
#[cfg(unix)]
#[ignore = "the compiler is given 5 seconds"]
fn a_compiler_that_only_waits_is_stopped() {
    let copy = Copy::fresh();
    let id = "naive_spawning/chunks";
    let pipe = copy.file(id).with_file_name("pipe");
    Command::new("mkfifo").arg(&pipe).assert().success();
    copy.save(id, &(solution(id) + "include!(\"pipe\");\n"));
    let check = transcript(copy.course(&["check", "chunks"]));
    fs::remove_file(&pipe).unwrap();
    let why = "no end: the compiler of naive_spawning did nothing but wait for 5 s";
    assert!(check.contains(why), "{check}");
}

#[test]
fn an_exercise_is_taken_home_as_it_is_now() {
    let copy = Copy::fresh();
    let home = tempfile::tempdir().expect("a folder");
    let export = |name: &str, folder: &str| {
        let folder = home.path().join(folder);
        let said =
            transcript(copy.course(&["export", name, folder.to_str().unwrap()]));
        // The same separators on every system.
        let home = home.path().to_str().unwrap().replace('\\', "/");
        said.replace('\\', "/").replace(&home, "HOME")
    };
    let hole = export("chunks", "hole");
    copy.save("naive_spawning/chunks", &solution("naive_spawning/chunks"));
    assert_snapshot!("export", hole + &export("chunks", "new/filled in"));
    let tests = |folder: &str| {
        fs::read_to_string(home.path().join(folder).join("tests/outcomes.rs"))
            .unwrap()
    };
    assert!(
        tests("hole").contains("#[ignore = \"a hole is left in src/chunks.rs\"]")
    );
    assert!(!tests("new/filled in").contains("#[ignore"));
    copy.save("naive_spawning/chunks", "use super::bounded_spawn;\n");
    assert_snapshot!("export_refused", export("chunks", "refused"));
    assert!(!home.path().join("refused").exists());
}

#[test]
fn a_deadlock_is_told_hinted_at_replayed_and_reset() {
    let copy = Copy::fresh();
    let leaked = wrong("basic_pool/run_pool", "leaked_sender");
    copy.save("basic_pool/run_pool", &leaked);
    assert_snapshot!(
        "check_broken",
        transcript(copy.course(&["check", "run_pool"]))
    );
    let hint = transcript(copy.course(&["hint", "run_pool", "--level", "3"]));
    assert_snapshot!("hint_that_fits", hint);
    let list = transcript(copy.course(&["list"]));
    assert!(list.contains("✗ basic_pool/run_pool"), "{list}");

    let rule = "run_pool::nobody_polls";
    assert_snapshot!(
        "replay_of_a_rule",
        transcript(copy.course(&["replay", "n", rule]))
    );
    let which = transcript(copy.course(&["replay", "n"]));
    assert!(
        which.contains(" rules were broken on the schedule n: add the one you mean"),
        "{which}"
    );
    let timeline = transcript(copy.course(&["timeline", "run_pool"]));
    assert!(timeline.contains("main      spawns thread 1"), "{timeline}");
    assert!(timeline.ends_with("exit code: Some(1)\n"), "{timeline}");

    assert_snapshot!("diff", transcript(copy.course(&["diff", "run_pool"])));
    assert_snapshot!(
        "reset_unasked",
        transcript(copy.course(&["reset", "run_pool"]))
    );
    assert_eq!(
        fs::read_to_string(copy.file("basic_pool/run_pool")).unwrap(),
        leaked
    );
    let reset = transcript(copy.course(&["reset", "run_pool", "--yes"]));
    assert_snapshot!("reset", reset);
    let backup = copy.root.join("backups/basic_pool/run_pool-1.rs");
    assert_eq!(fs::read_to_string(backup).unwrap(), leaked);
    let list = transcript(copy.course(&["list"]));
    assert!(list.contains("· basic_pool/run_pool"), "{list}");
}

#[test]
fn every_broken_rule_keeps_its_facts_and_can_be_looked_at() {
    let copy = Copy::fresh();
    let id = "basic_pool/primes";
    let wrong = wrong(id, "squares_are_prime");
    copy.save(id, &wrong);
    let check = transcript(copy.course(&["check", "primes"]));
    assert_snapshot!("check_of_several_broken", check);
    // The code is another, and the same rule is broken.
    copy.save(id, &(wrong + "\n"));
    let check = transcript(copy.course(&["check", "primes"]));
    let more =
        "\nStill the same rule. Next hint: cargo course hint primes --level 2\n";
    assert!(check.contains(more), "{check}");
    let hint = transcript(copy.course(&["hint", "primes", "2"]));
    assert!(hint.contains("\nHint 2 of 3\n"), "{hint}");
    assert_eq!(
        hint,
        transcript(copy.course(&["hint", "primes", "--level", "2"]))
    );

    let other = "cargo course check primes::there_are_1229_primes_up_to_10000";
    assert!(check.contains(other), "{check}");
    let hint = transcript(copy.course(&["hint", "primes::nobody_polls"]));
    assert!(hint.contains("there is no rule"), "{hint}");
    let rules: &[&[&str]] = &[
        &["hint", "primes::primes_come_in_ascending_order"],
        &["check", "primes::primes_come_in_ascending_order"],
        &["check", "primes::two is missing"],
        &["check", "primes::is_prime"],
        &["check", "primes::each_number_is_tested_once"],
        &["timeline", "primes::is_prime_knows_small_numbers"],
        &["timeline", "primes::each_number_is_tested_once"],
        &["timeline", "primes::two_is_missing"],
    ];
    let mut text = String::new();
    for args in rules {
        text += &format!("$ cargo course {}\n", args.join(" "));
        text += &transcript(copy.course(args));
    }
    assert_snapshot!("of_one_rule", text);
    let timeline = ["timeline", "primes::primes_come_in_ascending_order"];
    let timeline = transcript(copy.course(&timeline));
    assert!(timeline.contains("main      spawns thread 1"), "{timeline}");
    assert!(
        timeline.contains("\n     yours: [2, 3, 5, 7, 9,"),
        "{timeline}"
    );
}

#[test]
fn what_the_lab_does_not_see_is_named_first() {
    let copy = Copy::fresh();
    let id = "naive_spawning/chunks";
    let wrong = wrong(id, "empty_chunks");
    let line = wrong.lines().count() + 2;
    let std = "#[allow(unused_imports)] use std::{sync::Arc, thread as os};";
    copy.save(id, &format!("{wrong}\n{std}\n"));
    let check = transcript(copy.course(&["check", "chunks"]));
    let note = format!(
        "\n\nchapters/naive_spawning/src/exercises/chunks.rs:{line} uses std::thread. \
         The lab does not see it: write lab::thread.\n\n✗ "
    );
    assert!(check.contains(&note), "{check}");
    assert!(check.contains("\nA hint that fits: cargo course hint chunks\n"));
    let hint = transcript(copy.course(&["hint", "chunks"]));
    assert!(
        hint.contains("\nIt looks like this: outside the lab\n"),
        "{hint}"
    );
}

#[test]
fn progress_is_computed_from_the_code() {
    let copy = Copy::fresh();
    copy.save("naive_spawning/chunks", &solution("naive_spawning/chunks"));
    copy.save("naive_spawning/bounded_spawn", "pub fn bounded_spawn( {");
    let list = transcript(copy.course(&["list"]));
    assert!(
        list.contains("? 2 changed since their last check"),
        "{list}"
    );
    // A file that does not compile takes its whole chapter with it.
    let check = transcript(copy.course(&["check", "chunks"]));
    assert!(
        check.starts_with(
            "naive_spawning/chunks: ✗ it cannot be checked: bounded_spawn.rs, in the \
             same chapter, does not compile\n"
        ),
        "{check}"
    );
    let check = transcript(copy.course(&["check", "bounded_spawn"]));
    assert!(
        check.contains("error: this file contains an unclosed"),
        "{check}"
    );
    assert!(check.contains("it does not compile yet"), "{check}");
    assert!(check.ends_with("exit code: Some(1)\n"), "{check}");

    let id = "naive_spawning/bounded_spawn";
    let ends = solution(id).replacen(
        "    let (",
        "    std::process::exit(0);\n    let (",
        1,
    );
    copy.save(id, &format!("#![allow(unreachable_code)]\n{ends}"));
    let all = transcript(copy.course(&["check"]));
    assert!(
        all.contains("naive_spawning/chunks: ✓ all 19 rules hold"),
        "{all}"
    );
    assert!(all.contains("naive_spawning/bounded_spawn: ✗"), "{all}");
    let passed = format!(
        "\n1 of {} exercises pass.\n· {} not started: cargo course list\n",
        copy.exercises(),
        copy.exercises() - 2
    );
    assert!(all.contains(&passed), "{all}");
    assert_eq!(all.matches("not started").count(), 1, "{all}");
    assert!(all.ends_with("exit code: Some(1)\n"), "{all}");
    let timeline = transcript(copy.course(&["timeline", "chunks"]));
    let solved = "stderr: all rules of naive_spawning/chunks hold: there is no failing \
                  schedule to show; to see how its program goes: cargo course run \
                  chunks -- --timeline\n";
    assert!(timeline.starts_with(solved), "{timeline}");
    let timeline = transcript(copy.course(&["timeline", "bounded_spawn"]));
    let ended =
        "naive_spawning/bounded_spawn is broken in a way that leaves no schedule";
    assert!(timeline.contains(ended), "{timeline}");
    let list = transcript(copy.course(&["list"]));
    assert!(list.contains("✓ naive_spawning/chunks"), "{list}");
    let hint = transcript(copy.course(&["hint"]));
    assert!(
        hint.contains("It looks like this: the process was ended"),
        "{hint}"
    );
}
