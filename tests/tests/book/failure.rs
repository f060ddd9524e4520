//! A rule that fails, as the page about the lab shows it.

use rules::{Rule, Verdict, on_every_schedule};

use crate::generated::compare;

#[test]
fn a_rule_that_fails_says_why() {
    let rule = Rule::new("a_sleeper_is_woken", || {
        on_every_schedule(book::lost_wake_up::run).schedules(2_000)
    });
    let Verdict::Broken(failure) = rule.run() else {
        panic!("the rule holds");
    };
    compare("failure.txt", &failure.to_string());
}
