use std::time::Duration;

use lab::{Config, Schedule, Verdict};

const RANDOM: u64 = 200;
const PCT: u64 = 100;

/// Runs `test` once for real, and in the lab on many schedules, also on such where
/// the clock runs ahead.
pub fn both_worlds(test: impl Fn()) {
    test();
    for seed in 0..RANDOM {
        done(random(seed, true), &test);
    }
    on_time(test);
}

/// As [`both_worlds`], for tests in which no time-out may ever be over: on the
/// schedules where the clock runs ahead even a [`LONG`] one is, now and then.
pub fn both_worlds_in_time(test: impl Fn()) {
    test();
    on_time(test);
}

/// Runs `test` in the lab on many schedules in which time passes only while
/// everyone waits: it may assert exact times.
pub fn on_time(test: impl Fn()) {
    done(Schedule::Natural, &test);
    for seed in 0..RANDOM {
        done(random(seed, false), &test);
    }
    for seed in 0..PCT {
        done(Schedule::Pct { seed, depth: 3 }, &test);
    }
}

/// What `test` returns on each of many random schedules.
pub fn outcomes<T>(test: impl Fn() -> T) -> Vec<T> {
    let run = |seed| done(random(seed, false), &test);
    (0..RANDOM).map(run).collect()
}

/// What `test` returns on the natural schedule.
pub fn in_the_lab<T>(test: impl FnOnce() -> T) -> T {
    done(Schedule::Natural, test)
}

fn random(seed: u64, early_clock: bool) -> Schedule {
    Schedule::Random { seed, early_clock }
}

fn done<T>(schedule: Schedule, test: impl FnOnce() -> T) -> T {
    let run = lab::run(&Config::default().schedule(schedule), test);
    if run.verdict != Verdict::Done {
        let report = run.verdict.report().expect("it is not done");
        panic!("on schedule {}: {report}", run.schedule);
    }
    run.value.expect("it is done")
}

pub fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

/// Long enough never to be over: waiting for it would be a bug.
pub const LONG: Duration = Duration::from_secs(3600);

/// Runs `f` and returns what its panic says.
pub fn panic_of<T>(f: impl FnOnce() -> T) -> String {
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(f));
    let payload = caught.err().expect("it should panic");
    match payload.downcast::<String>() {
        Ok(message) => *message,
        Err(payload) => payload.downcast::<&str>().map_or_else(
            |_| String::from("(no message)"),
            |message| (*message).to_owned(),
        ),
    }
}
