//! Which programs can be broken by a reader, made small.

use std::time::Duration;

use lab::Run;
use workloads::retry::{Flaky, Policy};

use crate::game::{Game, PRINTS};

/// A service that always fails.
const SERVICE: Flaky = Flaky {
    seed: 42,
    failing: 100,
    longest: 500,
};

fn policy(workers: usize) -> Policy {
    Policy {
        workers,
        attempts: 2,
        pause: Duration::from_millis(100),
    }
}

pub const ALL: &[Game] = &[
    Game {
        name: "shared_counter",
        command: "cargo run -p naive_spawning -- trap shared_counter --files 2",
        file: "chapters/naive_spawning/src/traps/shared_counter.rs",
        passed: &[PRINTS, "disk.read("],
        run: || naive_spawning::traps::shared_counter::run(2, 42),
        answer: Some(total),
    },
    Game {
        name: "missing_join",
        command: "cargo run -p naive_spawning -- trap missing_join --files 2",
        file: "chapters/naive_spawning/src/traps/missing_join.rs",
        passed: &["disk.read("],
        run: || naive_spawning::traps::missing_join::run(2, 42),
        answer: Some(files_read),
    },
    Game {
        name: "leaked_sender",
        command: "cargo run -p basic_pool -- trap leaked_sender --workers 2 --jobs 1",
        file: "chapters/basic_pool/src/traps/leaked_sender.rs",
        passed: &[PRINTS],
        run: || basic_pool::traps::leaked_sender::run(2, 1).to_owned(),
        answer: None,
    },
    Game {
        name: "collect_after_submit",
        command: "cargo run -p basic_pool -- trap collect_after_submit --workers 1 --jobs 6",
        file: "chapters/basic_pool/src/traps/collect_after_submit.rs",
        passed: &[PRINTS],
        run: || basic_pool::traps::collect_after_submit::run(1, 6),
        answer: None,
    },
    Game {
        name: "closed_too_early",
        command: "cargo run -p robust_retry_pool -- trap closed_too_early --workers 1 --tasks 1 \
                  --attempts 2 --failing 100",
        file: "chapters/robust_retry_pool/src/traps/closed_too_early.rs",
        passed: &[PRINTS],
        run: || {
            robust_retry_pool::traps::closed_too_early::run(policy(1), SERVICE, 1)
        },
        answer: Some(outcomes),
    },
    Game {
        name: "counts_submissions",
        command: "cargo run -p robust_retry_pool -- trap counts_submissions --workers 1 --tasks 1 \
                  --attempts 2 --failing 100",
        file: "chapters/robust_retry_pool/src/traps/counts_submissions.rs",
        passed: &[PRINTS],
        run: || {
            robust_retry_pool::traps::counts_submissions::run(policy(1), SERVICE, 1)
        },
        answer: Some(outcomes),
    },
    Game {
        name: "nobody_closes",
        command: "cargo run -p robust_retry_pool -- trap nobody_closes --workers 1 --tasks 1 \
                  --attempts 2 --failing 100",
        file: "chapters/robust_retry_pool/src/traps/nobody_closes.rs",
        passed: &[PRINTS],
        run: || {
            robust_retry_pool::traps::nobody_closes::run(policy(1), SERVICE, 1)
                .to_owned()
        },
        answer: None,
    },
    Game {
        name: "full_results",
        command: "cargo run -p configurable_pool -- trap full_results --workers 1 --jobs 3",
        file: "chapters/configurable_pool/src/traps/full_results.rs",
        passed: &[PRINTS],
        run: || configurable_pool::traps::full_results::run(1, 3),
        answer: None,
    },
    Game {
        name: "submit_after_stop",
        command: "cargo run -p configurable_pool -- trap submit_after_stop --workers 1 --jobs 1",
        file: "chapters/configurable_pool/src/traps/submit_after_stop.rs",
        passed: &[PRINTS],
        run: || configurable_pool::traps::submit_after_stop::run(1, 1),
        answer: None,
    },
];

fn files_read(run: &Run<String>) -> String {
    let read = run.lines.iter().filter(|line| line.text.starts_with("✅"));
    match read.count() {
        0 => "no file is read".to_owned(),
        1 => "1 file is read".to_owned(),
        files => format!("{files} files are read"),
    }
}

fn total(run: &Run<String>) -> String {
    let text = match run.verdict.report() {
        Some(report) => report.sentence,
        None => run.value.clone().unwrap_or_default(),
    };
    let (number, _) = text.split_once(" words").expect("it tells the words");
    let number = number.rsplit(' ').next().unwrap_or_default();
    format!("{number} words")
}

fn outcomes(run: &Run<String>) -> String {
    match run.verdict.is_done() {
        true => "the task has an outcome".to_owned(),
        false => "the task is lost".to_owned(),
    }
}
