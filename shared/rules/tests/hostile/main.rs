//! Whatever the learner's code does to its process, the harness reports it, and the
//! other rules still run.

mod learner;

use std::env;
use std::process::{Command, ExitCode, Output};

use libtest_mimic::{Arguments, Failed, Trial};
use rules::{Rule, Ruling, Verdict};

/// Set in the process that plays the learner's test target: to `all`, to `few` for
/// one without the rules in [`LONG`], or to `variants` for [`learner::variants`].
const PLAYS: &str = "RULES_TEST_PLAYS_LEARNER";

/// Rules that take long. One more that hangs is not among them.
const LONG: [&str; 6] = [
    "loops_for_ever",
    "says_too_much",
    "floods_the_output",
    "prints_without_end",
    "takes_memory_without_end",
    "starts_threads_without_end",
];

/// Tests at a time: most of them wait for a process that waits.
const AT_A_TIME: usize = 8;

fn main() -> ExitCode {
    if let Ok(which) = env::var(PLAYS) {
        if which == "variants" {
            return rules::main(learner::variants());
        }
        let mut learner = learner::suite();
        if which == "few" {
            let is_quick = |rule: &Rule| !LONG.contains(&rule.name());
            learner.subjects[0].rules.retain(is_quick);
        }
        return rules::main(learner);
    }
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(AT_A_TIME);
    libtest_mimic::run(&arguments, expectations()).exit_code()
}

fn play(args: &[&str]) -> Output {
    play_with("all", args)
}

fn play_with(rules: &str, args: &[&str]) -> Output {
    Command::new(env::current_exe().expect("this test"))
        .args(args)
        .env(PLAYS, rules)
        .output()
        .expect("it runs")
}

fn text(output: &Output) -> String {
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text += &String::from_utf8_lossy(&output.stderr);
    text
}

/// Running this rule ends with code 101 and prints all of `says`.
fn fails(rule: &'static str, says: &'static [&'static str]) -> Trial {
    Trial::test(format!("{rule}_is_reported"), move || {
        let output = play(&["--exact", &format!("learner::{rule}")]);
        let text = text(&output);
        for words in says {
            if !text.contains(words) {
                return Err(format!("`{words}` is missing in:\n{text}").into());
            }
        }
        expect(output.status.code() == Some(101), &text)?;
        expect(text.len() < 10_000, "the report is too long")
    })
}

fn expect(holds: bool, otherwise: &str) -> Result<(), Failed> {
    if holds { Ok(()) } else { Err(otherwise.into()) }
}

/// What the harness rules on the harmless rules, `jobs` of them at a time.
fn rulings(jobs: &str) -> Result<(Vec<Ruling>, String), Failed> {
    let output = play(&["--report", "harmless", "--jobs", jobs]);
    let text = text(&output);
    expect(output.status.success(), &text)?;
    let mut rulings = text
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<Vec<Ruling>, _>>()?;
    rulings.sort_by(|a, b| a.rule.cmp(&b.rule));
    Ok((rulings, text))
}

/// All cores explore, a rule each: what they find does not depend on their number.
fn verdicts_are_the_same_on_any_number_of_cores() -> Result<(), Failed> {
    let verdicts = |jobs| -> Result<Vec<(String, Verdict)>, Failed> {
        let rulings = rulings(jobs)?.0.into_iter();
        Ok(rulings.map(|r| (r.rule, r.verdict)).collect())
    };
    let alone = verdicts("1")?;
    expect(alone.len() == 4, "there are four rules")?;
    for jobs in ["2", "5"] {
        expect(
            verdicts(jobs)? == alone,
            &format!("{jobs} at a time differ"),
        )?;
    }
    Ok(())
}

fn report() -> Result<(), Failed> {
    let (rulings, text) = rulings("2")?;
    let [deadlocks, fails, is_not_done, four] = rulings.as_slice() else {
        return Err(text.into());
    };
    expect(deadlocks.rule == "harmless::deadlocks_sometimes", &text)?;
    expect(fails.rule == "harmless::fails", &text)?;
    let Verdict::Broken(failure) = &fails.verdict else {
        return Err(text.into());
    };
    expect(
        failure.share == Some((2, 2)) && failure.code.is_some(),
        &text,
    )?;
    let Verdict::NotStarted { todo, place } = &is_not_done.verdict else {
        return Err(text.into());
    };
    expect(
        todo == "fill this in" && place.contains("hostile/learner.rs:"),
        &text,
    )?;
    expect(four.promise == "two and two make four", &text)?;
    expect(four.verdict == Verdict::Holds { schedules: 4_000 }, &text)
}

/// `cargo nextest` lists twice, and leaves out what the second list has. For that each
/// rule is begun, also one that hangs.
fn a_list_of_what_is_ignored_names_what_is_not_started() -> Result<(), Failed> {
    let listed = |arguments: &[&str]| -> Result<Vec<String>, Failed> {
        let output = play_with("few", arguments);
        let text = String::from_utf8(output.stdout)?;
        let names = text.lines().filter_map(|line| line.strip_suffix(": test"));
        Ok(names.map(str::to_owned).collect())
    };
    let ignored = listed(&["--list", "--format", "terse", "--ignored"])?;
    let holes = ["", "_in_a_thread", "_in_a_destructor"]
        .map(|n| format!("learner::has_a_hole{n}"));
    let mut expected = holes.to_vec();
    expected.push("harmless::is_not_done".to_owned());
    expect(ignored == expected, &ignored.join("\n"))?;
    let all = listed(&["--list", "--format", "terse"])?;
    expect(
        all.len() > 15 && all.contains(&expected[0]),
        &all.join("\n"),
    )
}

fn expectations() -> Vec<Trial> {
    vec![
        // Those that take longest come first: the others run beside them.
        Trial::test(
            "a_list_of_what_is_ignored_names_what_is_not_started",
            a_list_of_what_is_ignored_names_what_is_not_started,
        ),
        Trial::test(
            "a_loop_is_reported_and_no_other_rule_begun_after_it",
            || {
                let output = play(&["--report", "--jobs", "1", "--until-hang"]);
                let text = text(&output);
                let last = text.lines().last().unwrap_or_default();
                expect(last.contains("learner::loops_for_ever"), &text)?;
                expect(last.contains("stuck outside the lab"), &text)?;
                expect(text.lines().count() == 6, &text)
            },
        ),
        fails("really_blocks", &["stuck outside the lab"]),
        Trial::test(
            "verdicts_are_the_same_on_any_number_of_cores",
            verdicts_are_the_same_on_any_number_of_cores,
        ),
        fails("fails", &["assertion `left == right` failed"]),
        fails("overflows_its_stack", &["stack overflow"]),
        fails("exits", &["ended with code 0"]),
        fails("aborts", &["aborted"]),
        fails("forges_a_verdict", &["ended with code 0"]),
        fails("leaves_a_process_behind", &["left behind: true"]),
        fails("says_too_much", &["xxx…"]),
        fails("floods_the_output", &["after the flood", "It printed:"]),
        fails("prints_without_end", &["too much output"]),
        fails("takes_memory_without_end", &["out of memory"]),
        fails("starts_threads_without_end", &["failed to spawn thread"]),
        fails("never_does_it", &["on no schedule does it do it"]),
        fails(
            "compares_in_a_thread",
            &[
                "what `add` gives\n     yours: 2\n  promised: 3\n  deadlock: main ",
                "  To mend it: main must drop the sender of `sum`",
            ],
        ),
        fails(
            "panics_twice_in_a_thread",
            &[
                "called `Result::unwrap()` on an `Err` value: Any",
                "thread 1 panicked at shared/rules/tests/hostile/learner.rs:",
                ": this came first\n",
            ],
        ),
        fails(
            "panics_in_a_destructor",
            &[
                "aborted: main panicked at ",
                ": this came first\n",
                "in a destructor that ran because of that panic at ",
                ": this came second\n",
                "-- learner::panics_in_a_destructor --replay n",
            ],
        ),
        fails(
            "panics_in_a_destructor_because_of_a_thread",
            &[
                "aborted: thread 1 panicked at ",
                ": this came first\n",
                ": this was caught (it was caught)\n",
                ": no panic: Any",
                ": this came second\n",
            ],
        ),
        fails(
            "panics_in_a_scope",
            &[
                "thread 2 panicked at shared/rules/tests/hostile/learner.rs:",
                ": in the scope\n  thread 1 panicked at ",
                ": a job panics\n  main panicked at shared/rules/tests/hostile/",
                ": a scoped thread panicked\n",
            ],
        ),
        fails(
            "poisons_a_lock",
            &[
                "thread 1 panicked at shared/rules/tests/hostile/learner.rs:",
                ": it is too much; main panicked after it, at shared/rules/",
                ", because that had poisoned the lock\n",
            ],
        ),
        fails(
            "poisons_a_lock_by_a_job",
            &[
                "thread 1 panicked at shared/rules/tests/hostile/tests/rules/",
                ": job 5 panics; main panicked after it, at shared/rules/",
            ],
        ),
        fails(
            "joins_one_of_two_of_a_name",
            &["nobody joins worker 1 #2, spawned at "],
        ),
        fails(
            "waits_without_a_loop",
            &[
                "wakes without a reason on condition variable",
                "thread 1 woke up without a reason (a spurious wake-up) at \
                 shared/rules/tests/hostile/learner.rs:",
            ],
        ),
        fails(
            "parks_without_a_loop",
            &[
                "wakes without a reason  :",
                "thread 1 woke up without a reason (a spurious wake-up) at \
                 shared/rules/tests/hostile/learner.rs:",
                ": `park` may end so at any time",
            ],
        ),
        fails(
            "counts_its_wakes",
            &[
                ", and waits there again: a wait on a condition variable may end so at \
                 any time. So a timeout must not begin anew",
            ],
        ),
        fails(
            "wants_too_much_room",
            &[
                "main panicked at shared/rules/tests/hostile/learner.rs:",
                "there is no memory for a channel of usize::MAX messages",
            ],
        ),
        fails("is_too_slow", &["too slow: it took 5ms instead of 4ms"]),
        fails(
            "deadlocks_now_and_then",
            &[
                "deadlock: ",
                "To mend it:",
                " schedules.",
                "--test hostile -- learner::deadlocks_now_and_then --replay s",
            ],
        ),
        Trial::test("a_hole_is_ignored_with_its_place", || {
            let output = play(&["has_a_hole"]);
            let text = text(&output);
            expect(output.status.success(), &text)?;
            expect(text.matches("not started, ").count() == 3, &text)?;
            expect(text.contains("hostile/learner.rs:"), &text)?;
            expect(text.contains("3 ignored"), &text)
        }),
        Trial::test("one_bad_rule_does_not_stop_the_others", || {
            let one_at_a_time = ["--test-threads", "1"];
            let skipped = ["--skip", "really", "--skip", "harmless"];
            let arguments = [&one_at_a_time[..], &["s"], &skipped].concat();
            let text = text(&play_with("few", &arguments));
            expect(text.contains("learner::holds"), &text)?;
            expect(text.contains("learner::exits"), &text)?;
            expect(text.contains("1 passed"), &text)
        }),
        Trial::test("a_variant_is_one_test_that_names_the_broken_rules", || {
            let output = play_with("variants", &[]);
            let text = text(&output);
            expect(output.status.code() == Some(101), &text)?;
            expect(text.contains("1 passed; 1 failed"), &text)?;
            for says in [
                "broken::fails: ",
                "-- broken::fails --replay n",
                "broken::exits: the whole process was ended with code 0",
                "broken::has_a_hole: there is a hole at shared/rules/tests/hostile/",
            ] {
                expect(text.contains(says), &text)?;
            }
            expect(!text.contains("broken::holds"), &text)
        }),
        Trial::test("a_list_names_every_rule", || {
            let text = text(&play(&["--list", "--format", "terse"]));
            let subjects = learner::suite().subjects;
            let rules: usize = subjects.iter().map(|s| s.rules.len()).sum();
            expect(text.lines().count() == rules, &text)?;
            expect(text.contains("learner::holds: test"), &text)
        }),
        Trial::test("a_report_is_a_line_of_json_for_each_rule", report),
        Trial::test("a_report_may_be_on_one_rule", || {
            let text = text(&play(&["--report", "harmless::fails"]));
            let ruling: Ruling = serde_json::from_str(text.trim())?;
            expect(ruling.rule == "harmless::fails", &text)
        }),
        Trial::test("a_report_without_sense_says_what_to_do", || {
            for args in [
                &["--report", "nobody"][..],
                &["--report", "--jobs", "0"],
                &["--report", "--time-limit"],
            ] {
                let output = play(args);
                let text = text(&output);
                expect(output.status.code() == Some(2), &text)?;
                expect(text.lines().count() == 1, &text)?;
            }
            Ok(())
        }),
        Trial::test("what_runs_beside_a_rule_that_hangs_is_called_off", || {
            let rules = ["learner::loops_for_ever", "learner::ends_as_if_stuck"];
            let text = text(&play(&[
                "--report",
                rules[0],
                rules[1],
                "--jobs",
                "2",
                "--until-hang",
            ]));
            let ruling: Ruling = serde_json::from_str(text.trim())?;
            expect(ruling.rule == rules[1], &text)
        }),
        Trial::test("a_replay_shows_one_schedule", || {
            let rule = "learner::deadlocks_now_and_then";
            let output = play(&[rule, "--replay", "s1.1"]);
            let text = text(&output);
            expect(output.status.code() == Some(1), &text)?;
            expect(text.contains("deadlock: "), &text)
        }),
        Trial::test("a_replay_that_ends_the_process_says_why", || {
            let rule = "learner::panics_in_a_destructor_because_of_a_thread";
            let output = play(&["--exact", rule, "--replay", "n"]);
            let text = text(&output);
            expect(!output.status.success(), &text)?;
            expect(text.contains("4  joins a thread"), &text)?;
            expect(text.contains("aborted: thread 1 panicked at "), &text)
        }),
        Trial::test("a_replay_without_sense_says_what_to_do", || {
            for args in [
                &["learner::holds", "--replay"][..],
                &["learner::holds", "--replay", "zz"],
                &["--replay", "n"],
                &["no_such_rule", "--replay", "n"],
            ] {
                let output = play(args);
                let text = text(&output);
                expect(output.status.code() == Some(2), &text)?;
                expect(text.lines().count() == 1, &text)?;
            }
            Ok(())
        }),
    ]
}
