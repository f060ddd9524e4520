//! Runs a rule's program on many schedules, and looks for the shortest one on
//! which it fails.

use std::borrow::Cow;

use lab::report::Report;
use lab::trace::Trace;
use lab::{Config, Panicked, Run, Schedule, Verdict as End, shortest};

use crate::check::{Check, Quantifier, RULES, broken_promise, readable};
use crate::scenario::Last;
use crate::unasked;
use crate::verdict::{Failure, Verdict};

/// Schedules spent on making a counterexample shorter.
const SHRINKING: u64 = 3_000;

/// Operations after which a single run of a rule is given up.
const STEPS_A_RUN: u64 = 300_000;

/// Operations after which no more schedules are tried once one has failed, and
/// spent at most on making it shorter: a program that never ends takes long.
const STEPS_IN_ALL: u64 = 1_000_000;

/// Threads alive at once that a run of a rule may have: more than a right program
/// needs, and few enough to start them on several schedules within seconds.
const THREADS: usize = 20_000;

/// Operations that cost as much time as starting a thread and ending it.
const STEPS_A_THREAD: u64 = 100;

/// Bytes of a drawing: of one that is larger nothing is kept.
const KEPT_DRAWING: usize = 200_000;

/// Steps of the failing schedule that a failure shows.
const STEPS_SHOWN: usize = 24;

fn config(check: &Check, schedule: Schedule) -> Config {
    let mut config = Config::default().schedule(schedule);
    config.step_limit = STEPS_A_RUN;
    config.thread_limit = THREADS;
    config.spurious_wakeups = true;
    config.watchdog = Some(check.stuck_after);
    config
}

/// The schedules of a check: the natural one, and then a mixture of the others.
fn schedules(check: &Check) -> impl Iterator<Item = Schedule> {
    let is_timed = check.is_timed;
    let others = (1..check.schedules).map(move |n| {
        let seed = n / 4;
        match n % 4 {
            0 | 1 => Schedule::Random {
                seed: 2 * seed + n % 4,
                early_clock: false,
            },
            2 => Schedule::Pct { seed, depth: 3 },
            _ => Schedule::Random {
                seed,
                early_clock: !is_timed,
            },
        }
    });
    std::iter::once(Schedule::Natural).chain(others)
}

/// Runs the check on all of its schedules; a failure in the words that are `enough`
/// ends the search at once, and is told as it was found.
pub(crate) fn explore(check: &Check, enough: Option<&str>) -> Verdict {
    let (mut tried, mut failed, mut steps) = (0, 0, 0);
    let mut first: Option<Run<bool>> = None;
    let (mut seen, mut is_endless) = (false, false);
    for schedule in schedules(check) {
        let run = lab::run(&config(check, schedule).unexplained(), &check.program);
        if let End::NotStarted(todo) = run.verdict {
            return todo.into();
        }
        tried += 1;
        steps += cost(&run);
        if let Quantifier::Some(_, condition) = &check.on {
            seen |= run.value == Some(true) && condition(&run.figures);
        }
        if check.rejects(&run) {
            failed += 1;
            if let (Some(words), None) = (enough, &first) {
                let again = config(check, run.schedule.clone());
                let run = lab::run(&again, &check.program);
                let failure = tell(check, &run, (failed, tried));
                if failure.to_string().contains(words) {
                    return Verdict::Broken(failure);
                }
            }
            is_endless = matches!(run.verdict, End::StepBound(_));
            first.get_or_insert(run);
        }
        // Of programs that do not end one run is long enough.
        if is_endless || first.is_some() && steps > STEPS_IN_ALL {
            break;
        }
    }
    match (first, &check.on) {
        (Some(run), _) => Verdict::Broken(describe(check, run, (failed, tried))),
        (None, Quantifier::Some(what, condition)) if !seen => {
            let mut run =
                lab::run(&config(check, Schedule::Natural).traced(), &check.program);
            // Who keeps a lock changes how a run goes, and not what it returns.
            run.note = run.note.filter(|_| !condition(&run.figures));
            let mut failure = Failure::plain(format!("on no schedule {what}"));
            failure.details = details(&run);
            (failure.picture, failure.drawing) = pictures(&run);
            failure.share = Some((tried, tried));
            failure.code = Some(Schedule::Natural.to_string());
            Verdict::Broken(failure)
        }
        _ => Verdict::Holds { schedules: tried },
    }
}

/// What a run takes, in operations.
fn cost(run: &Run<bool>) -> u64 {
    let threads = run.figures.threads.len() as u64;
    run.figures.steps + threads * STEPS_A_THREAD
}

/// Tells of the failing run, or of a shorter one that fails in the same way.
fn describe(check: &Check, run: Run<bool>, share: (u64, u64)) -> Failure {
    let kind = run.verdict.kind();
    let fails = |run: &Run<bool>| run.verdict.kind() == kind && check.rejects(run);
    let found = shortest(
        &config(check, run.schedule.clone()).unexplained(),
        SHRINKING.min(1 + STEPS_IN_ALL / cost(&run)),
        &check.program,
        fails,
    );
    let schedule = found.map_or(run.schedule, |found| found.schedule);
    tell(
        check,
        &lab::run(&config(check, schedule).traced(), &check.program),
        share,
    )
}

fn tell(check: &Check, run: &Run<bool>, share: (u64, u64)) -> Failure {
    let (picture, drawing) = pictures(run);
    Failure {
        sentence: check.objection(run).unwrap_or_default(),
        details: details(run),
        picture,
        drawing,
        share: Some(share),
        code: Some(run.schedule.to_string()),
    }
}

/// What the verdict has to tell; when main panicked, or all ended and something is
/// missing, also of the panics that came before, which may have been the cause of it.
fn details(run: &Run<bool>) -> Vec<String> {
    // If it takes one to fail, it is the cause.
    let mut details = unasked::wakes(run);
    details.extend(match (run.verdict.report(), broken_promise(run)) {
        (Some(report), Some(broken)) => what_follows(report, broken),
        (Some(report), None) => report.details,
        (None, _) => Vec::new(),
    });
    if let Some(note) = &run.note {
        details.push(note.sentence.clone());
        details.extend(note.details.iter().cloned());
    }
    if let Some(last) = run.trace.as_ref().and_then(Last::of) {
        details.insert(0, last.told());
    }
    if run.verdict.is_done() {
        // Who has panicked has not done what is now missing.
        let theirs = |panicked: &Panicked| !panicked.place.contains(RULES);
        let panics = run.figures.panics_told(theirs);
        details.extend(panics.iter().map(|told| readable(told)));
    }
    if let End::Panicked(last) = &run.verdict {
        let first = last.first();
        // Those that a rule raises on purpose come last.
        for is_of_rule in [false, true] {
            let others = |panicked: &Panicked| {
                (&panicked.place, &panicked.message)
                    != (&first.place, &first.message)
                    && panicked.place.contains(RULES) == is_of_rule
            };
            let panics = run.figures.panics_told(others);
            details.extend(panics.iter().map(|told| readable(told)));
        }
    }
    details
}

/// What the run ended with after a comparison of the rule had failed. That panic is told
/// already, and nobody has to catch it.
fn what_follows(report: Report, broken: &Panicked) -> Vec<String> {
    let is_told = |detail: &String| {
        detail.contains(&broken.message) || detail.contains("a panic skips what its")
    };
    let others = report.details.into_iter().filter(|detail| !is_told(detail));
    let others = others.map(|d| d.replace("If that is not it:", "To mend it:"));
    std::iter::once(report.sentence).chain(others).collect()
}

/// The run as text and as SVG.
fn pictures(run: &Run<bool>) -> (String, String) {
    match run.trace.as_ref().map(shown) {
        // Nothing happened between threads: there is nothing to draw.
        Some(trace) if trace.threads.len() > 1 => {
            let text = match trace.end.is_zero() {
                true => trace.steps(STEPS_SHOWN),
                false => trace.lanes(80),
            };
            (text, trace.svg_up_to(KEPT_DRAWING).unwrap_or_default())
        }
        _ => (String::new(), String::new()),
    }
}

/// The part of a run in which something went wrong: its last scenario.
pub(crate) fn shown(whole: &Trace) -> Cow<'_, Trace> {
    match Last::of(whole) {
        Some(last) => last.trace(whole),
        None => Cow::Borrowed(whole),
    }
}

/// What is known of a rule whose process is about to end in the middle of a run.
pub(crate) fn aborted(run: &Run<()>) -> Verdict {
    if let End::NotStarted(todo) = &run.verdict {
        return todo.clone().into();
    }
    let report = run.verdict.report().unwrap_or_default();
    let mut failure = Failure::plain(readable(&report.sentence));
    failure.details = report.details.iter().map(|told| readable(told)).collect();
    failure.code = Some(run.schedule.to_string());
    Verdict::Broken(failure)
}

/// All there is to tell about one run, and whether the rule holds on it.
pub(crate) fn replay(check: &Check, schedule: Schedule) -> (String, bool) {
    lab::on_abort(|run| {
        let mut text = shown_in_full(run);
        if let Verdict::Broken(failure) = aborted(run) {
            text += &failure.to_string();
        }
        lab::print(&text);
        std::process::abort();
    });
    let run = lab::run(&config(check, schedule).traced(), &check.program);
    let mut text = shown_in_full(&run);
    let objection = check.objection(&run);
    let holds = objection.is_none();
    text += &match objection {
        Some(sentence) => {
            let mut failure = Failure::plain(sentence);
            failure.details = details(&run);
            failure.to_string()
        }
        None => "On this schedule the rule holds.\n".to_owned(),
    };
    (text, holds)
}

/// What the program said, and its timeline.
fn shown_in_full<T>(run: &Run<T>) -> String {
    let mut text = String::new();
    for line in &run.lines {
        text += &lab::timed(line.at, &line.text);
        text.push('\n');
    }
    match run.trace.as_ref().map(shown) {
        Some(trace) if trace.threads.len() == 1 && trace.end.is_zero() => {
            text += "This rule starts no thread: there is no timeline.\n";
        }
        Some(trace) => {
            text += &trace.steps(200);
            if !trace.end.is_zero() {
                text += "\n";
                text += &trace.lanes(80);
            }
        }
        None => {}
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use lab::sync::{Arc, Mutex};
    use lab::{Figures, thread};

    use super::{Verdict, explore};
    use crate::{on_every_schedule, on_some_schedule};

    fn takes_turns() -> bool {
        let lock = Arc::new(Mutex::new(()));
        let worker = |_| {
            let lock = Arc::clone(&lock);
            thread::spawn(move || {
                let _guard = lock.lock().unwrap();
                lab::work(Duration::from_millis(1));
            })
        };
        let workers: Vec<_> = (0..3).map(worker).collect();
        workers.into_iter().for_each(|w| w.join().unwrap());
        false
    }

    #[test]
    fn who_panicked_is_told_where_something_is_missing() {
        let check = on_every_schedule(|| {
            let worker = thread::spawn(|| panic!("it is too much"));
            assert!(worker.join().is_err());
        });
        let check = check.ends_at(Duration::from_millis(9)).schedules(2);
        let Verdict::Broken(failure) = explore(&check, None) else {
            panic!("it takes no time");
        };
        assert!(failure.sentence.starts_with("too fast"), "{failure}");
        let [panicked] = &failure.details[..] else {
            panic!("{failure}");
        };
        assert!(panicked.starts_with("thread 1 panicked at "), "{panicked}");
    }

    #[test]
    fn a_lock_that_is_kept_is_told_where_the_way_of_the_run_is_missed() {
        let condition =
            |is_met| move |figures: &Figures| is_met == (figures.peak_working == 1);
        for is_met in [false, true] {
            let is_told = !is_met;
            let check = on_some_schedule("does it", takes_turns, condition(is_met));
            let Verdict::Broken(failure) = explore(&check.schedules(2), None) else {
                panic!("it never returns true");
            };
            let mut details = failure.details.iter();
            let serial = details.find(|d| d.starts_with("secretly serial: "));
            assert_eq!(serial.is_some(), is_told, "{failure}");
        }
    }
}
