//! Questions about the order of things: what can come of a small program, found by
//! running it on every schedule there is.
//!
//! ```text
//! answers  what can come of it, natural: what does on the natural schedule
//! ways     how many schedules there are; failing: how many of them fail
//! ```

use std::collections::BTreeSet;

use lab::{Config, Run};
use serde_json::{Value, json};

/// A program that is asked about.
pub struct Order {
    pub name: &'static str,
    pub run: fn() -> String,
    /// What came of a run.
    pub answer: fn(&Run<String>) -> String,
}

pub const ALL: &[Order] = &[Order {
    name: "random_select",
    run: || advanced_patterns::traps::random_select::run(3).to_string(),
    answer: order_of_starts,
}];

fn order_of_starts(run: &Run<String>) -> String {
    let takes = |line: &str| {
        let (_, task) = line.split_once(" takes ")?;
        task.split_once(" task")
            .map(|(priority, _)| priority.to_owned())
    };
    let order: Vec<_> = run.lines.iter().filter_map(|l| takes(&l.text)).collect();
    order.join(", ")
}

/// Most schedules that a program may have.
const LIMIT: u64 = 20_000;

/// What every schedule leads to. Work and sleep take no time, so that no order is
/// ruled out by how long things take.
pub fn explore(order: &Order) -> Value {
    let mut config = Config::default();
    config.untimed = true;
    let mut answers = BTreeSet::new();
    let mut failing = 0;
    let exhausted = lab::exhaust(&config, LIMIT, order.run, |run| {
        answers.insert((order.answer)(run));
        failing += u64::from(!run.verdict.is_done());
        true
    });
    assert!(exhausted.complete, "{} has too many schedules", order.name);
    let natural = (order.answer)(&lab::run(&Config::default(), order.run));
    json!({
        "answers": answers,
        "natural": natural,
        "ways": exhausted.schedules,
        "failing": failing,
    })
}
