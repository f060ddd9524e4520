//! A rule that fails, as the page about the lab shows it.

use rules::Verdict;

use crate::generated::compare;

#[path = "."]
mod stops_on_an_empty_queue {
    #[path = "../../../../chapters/basic_pool/tests/rules/run_pool.rs"]
    pub mod rules;
    #[path = "../../../wrong/basic_pool/run_pool/stops_on_an_empty_queue.rs"]
    mod subject;
}

#[test]
fn a_rule_that_fails_says_why() {
    let rules = stops_on_an_empty_queue::rules::rules();
    let rule = rules
        .iter()
        .find(|rule| rule.name() == "each_job_gives_one_result");
    let verdict = rule.expect("there is such a rule").run();
    let Verdict::Broken(failure) = verdict else {
        panic!("a known-wrong solution passed");
    };
    compare("failure.txt", &failure.to_string());
}
