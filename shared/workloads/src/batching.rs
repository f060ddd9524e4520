//! Chapter 5: what a pool for very small jobs has to show.

use std::time::Duration;

use lab::println;
use lab::time::Instant;

use crate::pool::SubmitError;

/// How long a job takes.
pub type Job = Duration;

/// Jobs that do nothing, under `--real`.
const EMPTY: u32 = 1_000_000;

/// Does a job.
pub fn work(job: Job) {
    if !job.is_zero() {
        lab::work(job);
    }
}

/// Has a pool do jobs. In the lab there are `count`, of 10 ms each; outside a million
/// that do nothing.
///
/// # Panics
///
/// When the pool refuses a job.
pub fn demonstrate<P>(
    count: u32,
    pool: P,
    submit: fn(&P, Job) -> Result<(), SubmitError<Job>>,
) -> String {
    let (count, job) = match lab::is_simulated() {
        true => (count, Duration::from_millis(10)),
        false => (EMPTY, Duration::ZERO),
    };
    let began = Instant::now();
    println!("🚀 {count} jobs");
    for _ in 0..count {
        submit(&pool, job).expect("the pool is open");
    }
    println!("📋 all are submitted");
    drop(pool);
    println!("🏁 all workers have ended");
    let took = began.elapsed();
    if lab::is_simulated() {
        return format!("\n🎉 {count} jobs in {} ms\n", took.as_millis());
    }
    let mut report =
        format!("\n🎉 {} ns a job\n", took.as_nanos() / u128::from(count));
    if cfg!(debug_assertions) {
        report += "⚠️ this is a debug build: see what it costs with --release\n";
    }
    report
}
