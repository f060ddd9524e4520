//! `--report`: the verdicts for another program to read.

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::child;
use crate::suite::Suite;
use crate::usage;
use crate::verdict::Verdict;

/// A rule's verdict as a line of `--report` says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// The full name: `run_pool::each_job_gives_one_result`.
    pub rule: String,
    /// The promise, in words.
    pub promise: String,
    /// How long it took, in real time.
    pub millis: u64,
    /// What came of it.
    pub verdict: Verdict,
}

/// Time of all rules together after which one that is broken has to be enough.
const SLOW: Duration = Duration::from_secs(4);

/// The flags after `--report`.
struct Flags {
    /// Subjects or single rules to report on; none: all.
    names: Vec<String>,
    jobs: usize,
    time_limit: Duration,
    until_hang: bool,
    until_slow: bool,
}

/// Prints the ruling on every rule of the named subjects, each as a line of JSON as
/// soon as it is known.
pub(crate) fn main(suite: &Suite, arguments: &[String]) -> ExitCode {
    let flags = match flags(suite, arguments) {
        Ok(flags) => flags,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let is_wanted = |subject: &str, rule: &str| {
        let is_named = |name: &String| name == subject || name == rule;
        flags.names.is_empty() || flags.names.iter().any(is_named)
    };
    let rules = suite.subjects.iter().flat_map(|subject| {
        let rules = subject.rules.iter().map(move |rule| {
            let name = format!("{}::{}", subject.name, rule.name());
            (subject.name, name, rule)
        });
        rules.filter_map(|(subject, name, rule)| {
            is_wanted(subject, &name).then_some((name, rule))
        })
    });
    let rules = Mutex::new(rules);
    // One that hangs is enough: what runs beside it is called off.
    let is_hung = AtomicBool::new(false);
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..flags.jobs {
            scope.spawn(|| {
                loop {
                    // A statement of its own: the lock is not held while a rule runs.
                    let next =
                        rules.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some((name, rule)) = next else { break };
                    let began = Instant::now();
                    let ran = child::run_until(&name, flags.time_limit, || {
                        is_hung.load(Ordering::Relaxed)
                    });
                    if ran.is_called_off {
                        break;
                    }
                    let used = usage::time_of_children().unwrap_or(start.elapsed());
                    let is_slow = used > SLOW && ran.verdict.is_broken();
                    if flags.until_hang && ran.is_hung || flags.until_slow && is_slow
                    {
                        // The others would take as long, and end no better.
                        let mut rules =
                            rules.lock().unwrap_or_else(PoisonError::into_inner);
                        rules.by_ref().for_each(drop);
                        is_hung.fetch_or(ran.is_hung, Ordering::Relaxed);
                    }
                    print(&Ruling {
                        rule: name,
                        promise: rule.promise(),
                        millis: began.elapsed().as_millis() as u64,
                        verdict: ran.verdict,
                    });
                }
            });
        }
    });
    ExitCode::SUCCESS
}

fn print(ruling: &Ruling) {
    let line = serde_json::to_string(ruling).expect("a ruling is plain data");
    // A reader that has gone away wants no more.
    if writeln!(io::stdout().lock(), "{line}").is_err() {
        std::process::exit(1);
    }
}

fn flags(suite: &Suite, arguments: &[String]) -> Result<Flags, String> {
    let mut flags = Flags {
        names: Vec::new(),
        jobs: thread::available_parallelism().map_or(1, usize::from),
        time_limit: child::TIME_LIMIT,
        until_hang: false,
        until_slow: false,
    };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let mut number = || {
            let number = arguments.next().and_then(|n| n.parse().ok());
            let number = number.filter(|&n: &u16| n > 0);
            number.ok_or(format!("{argument} needs a number from 1"))
        };
        match argument.as_str() {
            "--until-hang" => flags.until_hang = true,
            "--until-slow" => flags.until_slow = true,
            "--jobs" => flags.jobs = number()?.into(),
            "--time-limit" => {
                flags.time_limit = Duration::from_secs(number()?.into());
            }
            name if suite.find(name).is_some()
                || suite.subjects.iter().any(|s| s.name == name) =>
            {
                flags.names.push(name.to_owned());
            }
            name => {
                return Err(format!(
                    "there is no exercise or rule {name} in {}",
                    suite.package
                ));
            }
        }
    }
    Ok(flags)
}
