//! How many schedules of a chapter's program the lab runs in a second, with the
//! natural schedule and with random ones: `cargo bench -p course_tests`, and with
//! `--profile dev` as a learner's rules are run. Medians of several rounds.

use std::time::{Duration, Instant};

use lab::{Config, Schedule};
use workloads::retry::{Flaky, Policy};
use workloads::scaling::Scaling;

const ROUNDS: usize = 7;
const SCHEDULES: u64 = 500;

fn rate(schedule: impl Fn(u64) -> Schedule, program: fn()) -> f64 {
    let mut rounds: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let began = Instant::now();
            for seed in 0..SCHEDULES {
                let config = Config::default().schedule(schedule(seed));
                let run = lab::run(&config, program);
                assert!(run.verdict.is_done(), "{:?}", run.verdict);
            }
            began.elapsed()
        })
        .collect();
    rounds.sort();
    SCHEDULES as f64 / rounds[ROUNDS / 2].as_secs_f64()
}

fn basic() {
    basic_pool::lesson::run(3, 10, 10);
}

fn retry() {
    let policy = Policy {
        workers: 4,
        attempts: 3,
        pause: Duration::from_millis(100),
    };
    let service = Flaky {
        seed: 42,
        failing: 20,
        longest: 500,
    };
    robust_retry_pool::lesson::run(policy, service, 15);
}

fn configurable() {
    configurable_pool::lesson::run(3, 10, "worker", 8).expect("the workers start");
}

fn dynamic() {
    let scaling = Scaling {
        min: 2,
        max: 8,
        queue: 20,
        crowded: 80,
        idle: Duration::from_secs(2),
        every: Duration::from_secs(5),
    };
    advanced_patterns::lesson::dynamic::run(scaling, 60);
}

fn main() {
    let lessons: [(&str, fn()); 4] = [
        ("basic_pool, 3 workers, 10 jobs", basic),
        ("robust_retry_pool, 4 workers, 15 tasks", retry),
        ("configurable_pool, 3 workers, 8 jobs", configurable),
        ("advanced_patterns dynamic, 60 tasks", dynamic),
    ];
    println!("{:<40} {:>10} {:>10}", "schedules/s", "natural", "random");
    for (name, program) in lessons {
        let natural = rate(|_| Schedule::Natural, program);
        let random = |seed| Schedule::Random {
            seed,
            early_clock: false,
        };
        let random = rate(random, program);
        println!("{name:<40} {natural:>10.0} {random:>10.0}");
    }
}
