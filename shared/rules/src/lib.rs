//! Rules: promises that an exercise must keep on every schedule.
//!
//! A rule is a small program in the lab and what is expected of its runs. The
//! same rules are run on the stub, the solution and every known-wrong solution.
//!
//! ```no_run
//! use rules::{Rule, on_every_schedule};
//!
//! fn rules() -> Vec<Rule> {
//!     vec![Rule::new("two_and_two_make_four", || {
//!         on_every_schedule(|| assert_eq!(2 + 2, 4)).peak_threads(0)
//!     })]
//! }
//! ```

mod check;
mod child;
mod differ;
mod explore;
mod harness;
mod obituary;
mod printed;
mod report;
mod scenario;
mod suite;
mod times;
mod unasked;
mod usage;
mod verdict;

pub use check::{Check, on_every_schedule, on_some_schedule};
pub use harness::main;
pub use report::Ruling;
pub use scenario::{allowed, counted, in_millis, scenario};
pub use suite::{ALL_SCHEDULES, Subject, Suite, Wrong, subject};
pub use verdict::{Failure, Verdict};

/// A promise, and how to check it.
pub struct Rule {
    name: &'static str,
    check: fn() -> Check,
}

impl Rule {
    /// `name` states the promise: `each_job_gives_one_result`.
    pub fn new(name: &'static str, check: fn() -> Check) -> Rule {
        Rule { name, check }
    }

    /// The rule's name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The promise, in words.
    pub fn promise(&self) -> String {
        self.name.replace('_', " ")
    }

    /// Runs the rule in this process.
    pub fn run(&self) -> Verdict {
        explore::explore(&(self.check)(), None)
    }

    /// As [`Rule::run`], on code that is known to be wrong: a first schedule that
    /// fails in these words is enough.
    pub(crate) fn run_until(&self, words: Option<&str>) -> Verdict {
        explore::explore(&(self.check)(), words)
    }

    /// As [`Rule::run`], on an eighth of the schedules.
    pub(crate) fn run_shortened(&self) -> Verdict {
        const LEAST: u64 = 20;
        let check = (self.check)();
        let schedules = check.schedules.min(LEAST).max(check.schedules / 8);
        explore::explore(&check.schedules(schedules), None)
    }

    /// Runs the rule's program on the natural schedule only.
    pub(crate) fn run_once(&self) -> Verdict {
        explore::explore(&(self.check)().schedules(1), None)
    }

    /// Runs the rule's program on one schedule and tells all about that run.
    /// True if the rule holds on it.
    pub fn replay(&self, schedule: lab::Schedule) -> (String, bool) {
        explore::replay(&(self.check)(), schedule)
    }
}
