use std::time::Duration;

use lab::trace::source;
use lab::{Figures, Panicked, Run};

use crate::differ::around_difference;
use crate::scenario::{allowed, counted};

/// A program and what is expected of its runs.
pub struct Check {
    pub(crate) program: Box<dyn Fn() -> bool>,
    pub(crate) on: Quantifier,
    expectations: Vec<Expectation>,
    /// Exact times hold only when the clock never runs ahead of the threads.
    pub(crate) is_timed: bool,
    pub(crate) schedules: u64,
    pub(crate) stuck_after: Duration,
}

pub(crate) enum Quantifier {
    Every,
    /// The condition, and what it says.
    Some(&'static str, Box<dyn Fn(&Figures) -> bool>),
}

type Expectation = Box<dyn Fn(&Figures) -> Result<(), String>>;

/// Where the rules of all chapters are.
pub(crate) const RULES: &str = "/tests/rules/";

/// How `assert_eq!` begins.
const COMPARISON: &str = "assertion `left == right` failed";

/// Schedules tried for a rule, unless it says otherwise.
const SCHEDULES: u64 = 4_000;

/// What a rule without an operation of the lab is given, unless it says otherwise.
const STUCK_AFTER: Duration = Duration::from_secs(5);

/// The program ends as it should on every schedule: it neither panics nor blocks
/// for ever, polls, or leaves a thread behind. What else is expected is added to
/// the check.
pub fn on_every_schedule(program: impl Fn() + 'static) -> Check {
    every(Box::new(move || {
        program();
        true
    }))
}

// Compiled once, and not for each program.
fn every(program: Box<dyn Fn() -> bool>) -> Check {
    Check {
        program,
        on: Quantifier::Every,
        expectations: Vec::new(),
        is_timed: false,
        schedules: SCHEDULES,
        stuck_after: STUCK_AFTER,
    }
}

/// The same, and on at least one schedule the program returns true and
/// `condition` holds: a rule against programs that are right only because they
/// never do two things at once. `what` completes the sentence "on no schedule ...".
pub fn on_some_schedule(
    what: &'static str,
    program: impl Fn() -> bool + 'static,
    condition: impl Fn(&Figures) -> bool + 'static,
) -> Check {
    Check {
        program: Box::new(program),
        on: Quantifier::Some(what, Box::new(condition)),
        ..on_every_schedule(|| ())
    }
}

impl Check {
    /// The program looks at the clock: try only schedules on which time passes
    /// for nobody who could run.
    pub fn at_exact_times(mut self) -> Check {
        self.is_timed = true;
        self
    }

    /// The program takes exactly this long, in virtual time.
    pub fn ends_at(self, expected: Duration) -> Check {
        self.at_exact_times().expect(move |figures| {
            let took = figures.makespan;
            if took == expected {
                return Ok(());
            }
            let how = if took > expected { "slow" } else { "fast" };
            Err(format!(
                "too {how}: it took {} instead of {}",
                no_nanos(&format!("{took:?}")),
                no_nanos(&format!("{expected:?}"))
            ))
        })
    }

    /// Never more threads than this are alive at once, the main one not counted.
    pub fn peak_threads(self, most: usize) -> Check {
        self.expect(move |figures| {
            let peak = figures.peak_threads;
            if peak <= most {
                return Ok(());
            }
            let were = if peak == 1 { "was" } else { "were" };
            Err(format!(
                "too many threads: {peak} {were} alive at once, {}",
                allowed(most)
            ))
        })
    }

    /// No more threads than this are started in all, the main one not counted.
    pub fn threads_in_all(self, most: usize) -> Check {
        self.expect(move |figures| {
            let started = figures.threads.len() - 1;
            if started <= most {
                return Ok(());
            }
            let was = if started == 1 { "was" } else { "were" };
            Err(format!(
                "too many threads: {started} {was} started in all, {}; those that \
                 have ended count too",
                allowed(most)
            ))
        })
    }

    /// Somebody waits for the end of each thread. Without that it may outlive a call
    /// by so little that no schedule shows it.
    pub fn joins_every_thread(self) -> Check {
        self.expect(|figures| {
            let mut threads = figures.threads.iter().skip(1);
            match threads.find(|thread| !thread.is_joined) {
                None => Ok(()),
                Some(thread) => Err(format!(
                    "nobody joins {}, spawned at {}: the call may return before it \
                     has ended",
                    figures.label(thread),
                    source::named(thread.spawned_at),
                )),
            }
        })
    }

    /// No channel ever holds more messages than this.
    pub fn queues_never_above(self, most: usize) -> Check {
        self.expect(move |figures| {
            match figures.channels.iter().find(|c| c.high_water > most) {
                None => Ok(()),
                Some(channel) => Err(format!(
                    "a queue grew too long: the channel made at {} held {}, {}",
                    source::named(channel.made_at),
                    counted(channel.high_water, "message"),
                    allowed(most)
                )),
            }
        })
    }

    /// No channel ever carries more messages than this.
    pub fn messages_at_most(self, most: u64) -> Check {
        self.expect(move |figures| {
            match figures.channels.iter().find(|c| c.messages > most) {
                None => Ok(()),
                Some(channel) => Err(format!(
                    "too many messages: {} went through the channel made at \
                     {}, {most} are enough",
                    channel.messages,
                    source::named(channel.made_at),
                )),
            }
        })
    }

    /// No thread asks in vain more than `most` times in a row. (Asking a
    /// thousand times at one instant is polling, and never allowed.)
    pub fn never_polls(self, most: u32) -> Check {
        self.expect(move |figures| {
            match figures.threads.iter().find(|t| t.empty_handed > most) {
                None => Ok(()),
                Some(thread) => Err(format!(
                    "polling: {} asked {} times in a row and got nothing, at {}; wait \
                     with `recv`, `select!`, `Condvar::wait` or `park`, and with a \
                     timeout only if something is due then",
                    figures.label(thread),
                    thread.empty_handed,
                    thread.asked_at.map_or(String::new(), source::named)
                )),
            }
        })
    }

    /// A run has no more operations than this: who sleeps between its looks is seen as
    /// well. `for_what` goes on after "polling: 700 operations", and says how to wait.
    pub fn operations_at_most(self, most: u64, for_what: &'static str) -> Check {
        self.expect(move |figures| match figures.steps {
            steps if steps <= most => Ok(()),
            steps => Err(format!("polling: {steps} operations {for_what}")),
        })
    }

    /// No thread goes to sleep more often than this. `for_what` goes on after "polling:
    /// worker 1 went to sleep 70 times", and says how to wait.
    pub fn waits_at_most(self, most: u32, for_what: &'static str) -> Check {
        self.expect(move |figures| {
            match figures.threads.iter().find(|thread| thread.waits > most) {
                None => Ok(()),
                Some(thread) => Err(format!(
                    "polling: {} went to sleep {} times {for_what}",
                    figures.label(thread),
                    thread.waits
                )),
            }
        })
    }

    /// Whatever else there is to say about the numbers of a run.
    pub fn expect(
        mut self,
        expectation: impl Fn(&Figures) -> Result<(), String> + 'static,
    ) -> Check {
        self.expectations.push(Box::new(expectation));
        self
    }

    /// Tries this many schedules: fewer for large programs, more for small ones.
    pub fn schedules(mut self, schedules: u64) -> Check {
        self.schedules = schedules;
        self
    }

    /// Real time without an operation of the lab after which a run counts as stuck:
    /// 5 s unless something else is said.
    pub fn stuck_after(mut self, limit: Duration) -> Check {
        self.stuck_after = limit;
        self
    }

    /// Whether anything is wrong with a run; also with one that is not explained.
    pub(crate) fn rejects<T>(&self, run: &Run<T>) -> bool {
        self.sentence(run).is_some()
    }

    /// What is wrong with a run, in one sentence.
    pub(crate) fn objection<T>(&self, run: &Run<T>) -> Option<String> {
        self.sentence(run).map(|sentence| readable(&sentence))
    }

    fn sentence<T>(&self, run: &Run<T>) -> Option<String> {
        if let lab::Verdict::Panicked(last) = &run.verdict {
            let first = last.first();
            // What a rule has a job say would say nothing of the lock.
            let says_all =
                last.at_poison().is_none() || first.message.starts_with(COMPARISON);
            if first.place.contains(RULES) && says_all {
                // A rule's own assertion: it says itself what was promised.
                return Some(in_words(&first.message));
            }
        }
        if let Some(broken) = broken_promise(run) {
            return Some(in_words(&broken.message));
        }
        if let Some(report) = run.verdict.report() {
            return Some(report.sentence);
        }
        self.expectations
            .iter()
            .find_map(|expectation| expectation(&run.figures).err())
    }
}

/// A comparison of the rule that failed in another thread than main, which went on: what
/// the run ended with, such as a deadlock, may follow from it.
pub(crate) fn broken_promise<T>(run: &Run<T>) -> Option<&Panicked> {
    if matches!(run.verdict, lab::Verdict::Panicked(_)) {
        return None;
    }
    let mut panics = run.figures.panics.iter().map(|(_, panicked)| panicked);
    panics.find(|p| p.place.contains(RULES) && p.message.starts_with(COMPARISON))
}

/// The value within a `Some(..)`.
fn in_some(value: &str) -> Option<&str> {
    value.strip_prefix("Some(")?.strip_suffix(')')
}

/// How [`Duration::MAX`] is written.
const ENDLESS: &str = "18446744073709551615.999999999s";

/// With the name of [`Duration::MAX`] for its number.
pub(crate) fn with_max(sentence: &str) -> String {
    sentence.replace(ENDLESS, "Duration::MAX")
}

/// Without numbers and paths that say less than they are long.
pub(crate) fn readable(sentence: &str) -> String {
    let mut text = with_max(sentence);
    // It comes from within the standard library, which does not say who asked.
    let overflow = "capacity overflow";
    text = text.replace(
        overflow,
        &format!(
            "{overflow}: more room was asked for than there can be, as by \
             `with_capacity` with a very large number"
        ),
    );
    // Of the standard library: `/rustc/COMMIT/library/core/src/option.rs:9`, or where
    // its sources are installed.
    let library = "/library/";
    for root in ["/rustc/", "/lib/rustlib/src/rust/"] {
        while let Some(found) = text.find(root) {
            let Some(end) = text[found..].find(library) else {
                break;
            };
            let word = text[..found].rfind(char::is_whitespace);
            let start = word.map_or(0, |space| space + 1);
            text.replace_range(start..found + end + library.len(), "std: ");
        }
    }
    // Of a rule that is mounted from another chapter: `a/b/../c.rs`.
    while let Some(up) = text.find("/../") {
        let before = text[..up].rfind(['/', ' ', '\n']);
        let start = before.map_or(0, |before| before + 1);
        if &text[start..up] == ".." {
            break;
        }
        text.replace_range(start..up + "/../".len(), "");
    }
    text
}

/// How a panic ends that says no more than that a joined thread panicked.
const JOINED: &str = ": Any { .. }";

/// What `assert_eq!` says, without its own words: in a rule, what is on the left
/// came from the exercise, and what is on the right was promised.
fn in_words(message: &str) -> String {
    if let Some(what) = message.strip_suffix(JOINED) {
        let is_unwrapped = what.starts_with("called `");
        return if is_unwrapped {
            "a thread panicked"
        } else {
            what
        }
        .to_owned();
    }
    let Some(rest) = message.strip_prefix(COMPARISON) else {
        return no_nanos(message);
    };
    let rest = rest.trim_start_matches(": ").trim_start();
    let Some((what, values)) = rest.rsplit_once("left: ") else {
        return no_nanos(message);
    };
    let what = what.trim_end();
    let Some((yours, promised)) = values.split_once("\n right: ") else {
        return no_nanos(message);
    };
    let (yours, promised) = match (in_some(yours), in_some(promised)) {
        (Some(yours), Some(promised)) => (yours, promised),
        _ => (yours, promised),
    };
    let (yours, promised) = around_difference(&no_nanos(yours), &no_nanos(promised));
    format!("{what}\n     yours: {yours}\n  promised: {promised}")
        .trim_start()
        .to_owned()
}

/// No time at all is written in milliseconds, as the times beside it are.
fn no_nanos(value: &str) -> String {
    let mut text = String::new();
    for (n, part) in value.split("0ns").enumerate() {
        if n > 0 {
            let is_part = text.ends_with(|c: char| c.is_ascii_digit() || c == '.');
            text += if is_part { "0ns" } else { "0ms" };
        }
        text += part;
    }
    text
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{in_words, readable};

    #[test]
    fn what_says_nothing_is_left_out() {
        let said = format!(
            "main panicked at /rustc/59807616e1fa/library/core/src/num.rs:1: waits {:?}",
            Duration::MAX
        );
        assert_eq!(
            readable(&said),
            "main panicked at std: core/src/num.rs:1: waits Duration::MAX"
        );
        assert!(readable("capacity overflow").ends_with("a very large number"));
        let installed = "main panicked at /home/a/.rustup/toolchains/stable/lib/\
                         rustlib/src/rust/library/core/src/num.rs:1: no";
        assert_eq!(
            readable(installed),
            "main panicked at std: core/src/num.rs:1: no"
        );
        let mounted = "at chapters/a/tests/../../b/tests/x.rs:1";
        assert_eq!(readable(mounted), "at chapters/b/tests/x.rs:1");
    }

    #[test]
    fn of_a_thread_that_panicked_only_that_is_said() {
        let join = || Err::<(), Box<dyn std::any::Any + Send>>(Box::new(1));
        for (join, said) in [
            (
                std::panic::catch_unwind(|| join().unwrap()),
                "a thread panicked",
            ),
            (
                std::panic::catch_unwind(|| join().expect("a submitter panicked")),
                "a submitter panicked",
            ),
        ] {
            let panic = join.expect_err("it panics");
            let message = panic.downcast_ref::<String>().expect("it is formatted");
            assert_eq!(in_words(message), said);
        }
    }

    #[test]
    fn a_rule_says_whose_value_is_whose() {
        let said = "assertion `left == right` failed: the time in all\n  left: 3\n \
                    right: 2";
        assert_eq!(
            in_words(said),
            "the time in all\n     yours: 3\n  promised: 2"
        );
        let bare = "assertion `left == right` failed\n  left: 3\n right: 2";
        assert_eq!(in_words(bare), "yours: 3\n  promised: 2");
        let some =
            "assertion `left == right` failed\n  left: Some(3)\n right: Some(2)";
        assert_eq!(in_words(some), "yours: 3\n  promised: 2");
        let none = some.replace("Some(3)", "None");
        assert_eq!(in_words(&none), "yours: None\n  promised: Some(2)");
        assert_eq!(in_words("a job came at 0ns"), "a job came at 0ms");
        let time = "assertion `left == right` failed: when\n  left: [10ns, 1.0ns]\n \
                    right: [0ns, 150ms]";
        assert_eq!(
            in_words(time),
            "when\n     yours: [10ns, 1.0ns]\n  promised: [0ms, 150ms]"
        );
    }
}
