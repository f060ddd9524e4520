use std::env;
use std::process::ExitCode;
use std::thread;

use libtest_mimic::{Arguments, Completion, Failed, Trial};

use crate::child::{self, ALL_RULES, ONCE, ONE_RULE, TIME_LIMIT};
use crate::suite::{Subject, Suite, Wrong};
use crate::verdict::Verdict;
use crate::{Rule, report, times};

/// The main function of a test target without the standard harness: one test a
/// rule, or one for all rules of a [variant](crate::Subject::variant), with the usual flags
/// of `cargo test`, and `--replay CODE` to run the one rule that the filter names on one
/// schedule.
///
/// `--report [EXERCISE|RULE...] [--jobs N] [--time-limit SECONDS] [--until-hang]
/// [--until-slow]` prints a [`Ruling`](crate::Ruling) for each rule instead, as a line
/// of JSON. No other rule is begun after one that does not end, with the first of
/// the last two flags, or that breaks only after a long time, with the second: then it
/// depends on the machine how many there are.
///
/// `--times` prints how long each rule takes to accept what is right, and on which
/// schedule and after how long it finds what is known to be wrong; of
/// [variants](crate::Subject::variant) on all schedules if [`ALL_SCHEDULES`] is set.
///
/// [`ALL_SCHEDULES`]: crate::ALL_SCHEDULES
pub fn main(suite: Suite) -> ExitCode {
    let mut arguments: Vec<String> = env::args().collect();
    if arguments.get(1).is_some_and(|first| first == ONE_RULE) {
        return match arguments.get(2).and_then(|name| suite.select(name)) {
            Some(rule) => {
                let is_once = arguments.get(3).is_some_and(|third| third == ONCE);
                let is_shortened = suite.is_shortened(&arguments[2]);
                let enough = suite.rejection(&arguments[2]);
                child::report(|| match (is_once, is_shortened) {
                    (true, _) => rule.run_once(),
                    (_, true) => rule.run_shortened(),
                    _ => rule.run_until(enough),
                });
                ExitCode::SUCCESS
            }
            None => ExitCode::from(2),
        };
    }
    if arguments.get(1).is_some_and(|first| first == ALL_RULES) {
        return match arguments.get(2).and_then(|name| suite.select_all(name)) {
            Some(subject) => {
                child::report(|| all_of(&suite, subject));
                ExitCode::SUCCESS
            }
            None => ExitCode::from(2),
        };
    }
    if arguments.get(1).is_some_and(|first| first == "--report") {
        return report::main(&suite, &arguments[2..]);
    }
    if arguments.get(1).is_some_and(|first| first == "--times") {
        times::print(&suite);
        return ExitCode::SUCCESS;
    }
    if let Some(at) = arguments.iter().position(|a| a == "--replay") {
        let code = arguments.drain(at..).nth(1);
        return replay(&suite, &arguments[1..], code.as_deref());
    }
    let arguments = Arguments::from_args();
    let mut trials = trials(&suite);
    // What cargo-nextest asks before it runs each test in a process of its own: those
    // it leaves out, and says so. Otherwise it is only known when a rule has run.
    if arguments.list && arguments.ignored {
        trials = mark_not_started(trials);
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn mark_not_started(mut trials: Vec<Trial>) -> Vec<Trial> {
    fn marked(trials: Vec<Trial>) -> Vec<Trial> {
        let mark = |trial: Trial| {
            let is_ignored = child::is_not_started(trial.name());
            trial.with_ignored_flag(is_ignored)
        };
        trials.into_iter().map(mark).collect()
    }
    // Each waits for a process: two at a time keep a small machine busy.
    let rest = trials.split_off(trials.len() / 2);
    let rest = thread::spawn(|| marked(rest));
    let mut trials = marked(trials);
    trials.extend(rest.join().expect("asking does not panic"));
    trials
}

fn replay(suite: &Suite, filter: &[String], code: Option<&str>) -> ExitCode {
    let Some(code) = code else {
        eprintln!("--replay needs a code; copy it from the failure's last line");
        return ExitCode::from(2);
    };
    let schedule = match code.parse() {
        Ok(schedule) => schedule,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let name = filter.iter().find(|a| !a.starts_with('-'));
    match name.and_then(|name| suite.select(name)) {
        Some(rule) => {
            let (text, holds) = rule.replay(schedule);
            lab::print(&text);
            ExitCode::from(u8::from(!holds))
        }
        None => {
            eprintln!(
                "--replay needs the full name of one rule before it, for example \
                 {}",
                names(suite).next().unwrap_or_default()
            );
            ExitCode::from(2)
        }
    }
}

fn names(suite: &Suite) -> impl Iterator<Item = String> {
    suite.subjects.iter().flat_map(|subject| {
        let rules = subject.rules.iter();
        rules.map(|rule| format!("{}::{}", subject.name, rule.name()))
    })
}

/// The verdict on all rules of a subject, one after the other: the first that is not
/// that they hold.
fn all_of(suite: &Suite, subject: &Subject) -> Verdict {
    let mut sum = 0;
    for rule in &subject.rules {
        let verdict = match suite.is_shortened(&full_name(subject, rule)) {
            true => rule.run_shortened(),
            false => rule.run(),
        };
        match verdict {
            Verdict::Holds { schedules } => sum += schedules,
            other => return other,
        }
    }
    Verdict::Holds { schedules: sum }
}

fn full_name(subject: &Subject, rule: &Rule) -> String {
    format!("{}::{}", subject.name, rule.name())
}

/// All rules of a variant in one process, as they are expected to hold. Where they do
/// not, each in a process of its own: to say which, and what another one left behind
/// does not count.
fn keeps_all(suite: &Suite, subject: &Subject) -> Trial {
    let name = subject.name;
    let rules = subject.rules.iter().map(|rule| {
        let rule = full_name(subject, rule);
        let again = again(suite, &rule);
        (rule, again)
    });
    let rules: Vec<_> = rules.collect();
    Trial::test(format!("{name}_keeps_all_rules"), move || {
        let time_limit = TIME_LIMIT * rules.len() as u32;
        if let Verdict::Holds { .. } = child::run_all(name, time_limit).verdict {
            return Ok(());
        }
        let mut broken = String::new();
        for (rule, again) in rules {
            let failed = match child::run(&rule, TIME_LIMIT).verdict {
                Verdict::NotStarted { place, .. } => {
                    format!("there is a hole at {place}")
                }
                verdict => match expect_holds(verdict, &again) {
                    Ok(_) => continue,
                    Err(failed) => failed.message().unwrap_or_default().to_owned(),
                },
            };
            broken += &format!("{rule}: {failed}\n");
        }
        match broken.is_empty() {
            true => Ok(()),
            false => Err(broken.into()),
        }
    })
}

fn trials(suite: &Suite) -> Vec<Trial> {
    let mut trials = Vec::new();
    for subject in &suite.subjects {
        if subject.is_variant {
            trials.push(keeps_all(suite, subject));
            continue;
        }
        for rule in &subject.rules {
            let name = full_name(subject, rule);
            match subject.wrong {
                None => {
                    let again = again(suite, &name);
                    trials.push(Trial::ignorable_test(name.clone(), move || {
                        expect_holds(child::run(&name, TIME_LIMIT).verdict, &again)
                    }));
                }
                Some(wrong) if wrong.rule == rule.name() => {
                    trials.push(Trial::test(
                        format!("{}_is_rejected_by::{}", subject.name, wrong.rule),
                        move || {
                            expect_broken(
                                child::run(&name, TIME_LIMIT).verdict,
                                wrong,
                            )
                        },
                    ));
                }
                Some(_) => {}
            }
        }
        if let Some(wrong) = subject.wrong
            && subject.rules.iter().all(|rule| rule.name() != wrong.rule)
        {
            let complaint = format!("there is no rule `{}`", wrong.rule);
            trials.push(Trial::test(subject.name, move || Err(complaint.into())));
        }
    }
    trials
}

fn again(suite: &Suite, name: &str) -> String {
    let Suite {
        package, target, ..
    } = suite;
    format!("cargo test -p {package} --test {target} -- {name} --replay")
}

fn expect_holds(verdict: Verdict, again: &str) -> Result<Completion, Failed> {
    match verdict {
        Verdict::Holds { .. } => Ok(Completion::Completed),
        Verdict::NotStarted { place, .. } => {
            Ok(Completion::ignored_with(format!("not started, {place}")))
        }
        Verdict::Broken(failure) => {
            let mut text = failure.to_string();
            if let Some(code) = &failure.code {
                text += &format!("To see this schedule again:\n  {again} {code}\n");
            }
            Err(text.into())
        }
    }
}

fn expect_broken(verdict: Verdict, wrong: Wrong) -> Result<(), Failed> {
    match verdict {
        Verdict::Broken(failure) if failure.to_string().contains(wrong.says) => {
            Ok(())
        }
        Verdict::Broken(failure) => Err(format!(
            "rejected, but not in the right words: they should contain \"{}\"\n\n\
             {failure}",
            wrong.says
        )
        .into()),
        Verdict::Holds { schedules } => Err(format!(
            "a known-wrong solution passed `{}` on {schedules} schedules",
            wrong.rule
        )
        .into()),
        Verdict::NotStarted { place, .. } => {
            Err(format!("a known-wrong solution has a hole at {place}").into())
        }
    }
}
