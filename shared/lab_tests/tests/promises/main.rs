//! What the lab promises to every program that runs in it.

mod aborted;
mod exhaustive;
mod explaining;
mod figures;
mod last_words;
mod limits;
mod locks;
mod poisoning;
mod runs;
mod same_again;
mod scopes;
mod threads;
mod times;
mod unwinding;
mod watchdog;
mod worlds;

use std::ops::Range;
use std::process::{Command, Output};

use lab::{Config, Run, Schedule};

fn natural() -> Config {
    Config::default()
}

fn random(seed: u64) -> Config {
    natural().schedule(Schedule::Random {
        seed,
        early_clock: false,
    })
}

/// Seeds for many schedules; a few under Miri, which is slow.
fn seeds(many: u64) -> Range<u64> {
    0..if cfg!(miri) { 4 } else { many }
}

/// Runs `program`, which must end well, and returns its value.
fn run<T>(config: &Config, program: impl FnOnce() -> T) -> T {
    let run: Run<T> = lab::run(config, program);
    if let Some(report) = run.verdict.report() {
        panic!("schedule {}:\n{report}", run.schedule);
    }
    run.value.expect("main returned")
}

/// The same on the natural schedule and on many random ones.
fn always(program: impl Fn()) {
    run(&natural(), &program);
    for seed in seeds(500) {
        run(&random(seed), &program);
    }
}

/// Runs one ignored test of this binary in a process of its own.
fn in_a_process_of_its_own(test: &str) -> Output {
    let binary = std::env::current_exe().expect("the path of this test");
    Command::new(binary)
        .args([test, "--exact", "--ignored", "--nocapture", "--quiet"])
        .args(["--test-threads", "1"])
        .env("RUST_BACKTRACE", "0")
        .output()
        .expect("this test can be started")
}
