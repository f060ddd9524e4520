//! A rule that fails, as the page about the lab shows it.

use rules::Verdict;

use crate::generated::compare;

#[path = "."]
mod lost_wake_up {
    #[path = "../../../../chapters/advanced_patterns/tests/rules/work_stealing.rs"]
    pub mod rules;
    #[path = "../../../wrong/advanced_patterns/work_stealing/lost_wake_up.rs"]
    mod subject;
}

#[test]
fn a_rule_that_fails_says_why() {
    let rules = lost_wake_up::rules::rules();
    let rule = rules
        .iter()
        .find(|rule| rule.name() == "nodes_that_take_no_time_are_no_problem");
    let verdict = rule.expect("there is such a rule").run();
    let Verdict::Broken(failure) = verdict else {
        panic!("a known-wrong solution passed");
    };
    // The way by which this file mounts the solution.
    let text = failure.to_string();
    let text = text.replace("tests/tests/book/failure/./../../../", "tests/");
    compare("failure.txt", &text);
}
