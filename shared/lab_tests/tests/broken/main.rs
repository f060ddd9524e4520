//! Classic broken programs. Each must be found, explained, cut down to its
//! shortest schedule, and repeated to the letter from its replay code.
//!
//! `shares.txt` says how often each strategy finds each program, `reports.txt`
//! what a learner reads. Both are compared; `UPDATE=1 cargo test -p lab_tests --test
//! broken` writes them anew, to be read before they are committed.

mod atomics;
mod case;
mod channels;
mod circles;
mod condvars;
mod idle;
mod jobs;
mod locks;
mod patience;
mod pools;
mod projects;
mod signals;
mod threads;

use std::iter;
use std::sync::{LazyLock, Mutex};
use std::thread;

use lab::{Found, Schedule, Verdict};

use case::{Case, Share, compare, found_by};

/// Random schedules of each program on which it is told why it fails.
const SCHEDULES_TOLD: u64 = 20;

fn cases() -> Vec<&'static Case> {
    [
        locks::CASES,
        condvars::CASES,
        atomics::CASES,
        channels::CASES,
        jobs::CASES,
        threads::CASES,
        patience::CASES,
        idle::CASES,
        projects::CASES,
        pools::CASES,
        signals::CASES,
        circles::CASES,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What `look` makes of each case, in their order. All cores take part: to look at a
/// case on thousands of schedules takes a while.
fn of_each_case<T: Send>(
    look: impl Fn(&Case) -> T + Sync,
) -> Vec<(&'static Case, T)> {
    let queue = Mutex::new(cases().into_iter().enumerate());
    let worker = || {
        let next = || queue.lock().unwrap().next();
        let seen = iter::from_fn(next).map(|(at, case)| (at, case, look(case)));
        seen.collect::<Vec<_>>()
    };
    let mut seen = thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(worker)).collect();
        let seen = workers.into_iter().map(|worker| worker.join().unwrap());
        seen.flatten().collect::<Vec<_>>()
    });
    seen.sort_by_key(|(at, ..)| *at);
    seen.into_iter()
        .map(|(_, case, seen)| (case, seen))
        .collect()
}

/// The shortest failing schedule of each case, searched for once.
static SHORTEST: LazyLock<Vec<(&Case, Found)>> =
    LazyLock::new(|| of_each_case(Case::shortest));

#[test]
fn every_broken_program_is_found_as_often_as_noted() {
    let mut table = Share::HEADER.to_owned();
    let mut seldom = Vec::new();
    for (case, share) in of_each_case(Share::of) {
        if share.random * 500 < case.least * case.schedules() {
            seldom.push(format!("{}: {}", case.name, share.random));
        }
        table += &share.to_string();
    }
    compare("shares.txt", &table);
    assert_eq!(seldom, [""; 0]);
}

#[test]
fn the_shortest_schedule_has_as_few_deviations_as_the_bug_needs() {
    let mut wrong = Vec::new();
    for (case, found) in &*SHORTEST {
        if !found.is_shortest || found.deviations != case.deviations {
            wrong.push(format!("{}: {}", case.name, found.deviations));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

/// On a schedule as it comes, which nobody has made short.
#[test]
fn every_failure_has_a_sentence_and_details() {
    let untold = of_each_case(|case| {
        let runs = (0..SCHEDULES_TOLD).map(|seed| Schedule::Random {
            seed,
            early_clock: false,
        });
        let mut runs = runs.map(|schedule| case.run_explained(schedule).verdict);
        let is_told = |verdict: &Verdict| match (verdict, verdict.report()) {
            // It speaks for itself.
            (Verdict::Panicked(panicked), _) => !panicked.message.is_empty(),
            (_, Some(report)) => {
                !(report.sentence.is_empty() || report.details.is_empty())
            }
            (_, None) => true,
        };
        runs.find(|verdict| !is_told(verdict))
    });
    let untold = untold
        .into_iter()
        .filter_map(|(case, verdict)| Some((case.name, verdict?)));
    assert_eq!(untold.collect::<Vec<_>>(), []);
}

#[test]
fn a_replay_code_repeats_the_failure_to_the_letter() {
    for (case, shortest) in &*SHORTEST {
        let seldom = found_by(case, |seed| Schedule::Random {
            seed,
            early_clock: false,
        });
        for schedule in seldom.into_iter().chain([shortest.schedule.clone()]) {
            let first = case.run_traced(schedule);
            let code = first.schedule.to_string();
            let again = case.run_traced(code.parse().expect("a replay code"));
            let name = case.name;
            assert_eq!(first.verdict, again.verdict, "{name} {code}");
            assert_eq!(first.lines, again.lines, "{name} {code}");
            assert_eq!(first.figures, again.figures, "{name} {code}");
            let json = |run: lab::Run<()>| run.trace.expect("asked for").json();
            assert!(json(first) == json(again), "{name} {code}");
        }
    }
}

#[test]
fn the_report_says_who_waits_where_for_what_and_why_for_ever() {
    let (mut text, mut unsaid) = (String::new(), Vec::new());
    for (case, shortest) in &*SHORTEST {
        let run = case.run_traced(shortest.schedule.clone());
        let report = run.verdict.report().map(|report| report.to_string());
        let report = report.unwrap_or_else(|| case.ends.of_worker(&run));
        for part in case.says.iter().filter(|part| !report.contains(**part)) {
            unsaid.push(format!("{}: {part}", case.name));
        }
        text += &format!("== {}\n{report}\n", case.name);
    }
    compare("reports.txt", &text);
    assert_eq!(unsaid, [""; 0]);
}
