//! Chapter 5: what a pool for very small jobs has to show.

use std::iter;
use std::time::Duration;

use lab::println;
use lab::time::Instant;

use crate::pool::SubmitError;

/// How long a job takes.
pub type Job = Duration;

/// Jobs that do nothing, under `--real`.
const EMPTY: u32 = 1_000_000;

/// What a pool does in the lab: one job of a second, and behind it `count` - 1 of 10 ms.
pub fn lopsided(count: u32) -> impl Iterator<Item = Job> {
    let long = iter::once(Duration::from_secs(1));
    let short = iter::repeat(Duration::from_millis(10));
    long.chain(short).take(count as usize)
}

/// Does a job.
pub fn work(job: Job) {
    if !job.is_zero() {
        lab::work(job);
    }
}

/// Has a pool do jobs. In the lab there are `count`, those of [`lopsided`]; outside a
/// million that do nothing.
///
/// # Panics
///
/// When the pool refuses a job.
pub fn demonstrate<P>(
    count: u32,
    pool: P,
    submit: fn(&P, Job) -> Result<(), SubmitError<Job>>,
) -> String {
    let is_simulated = lab::is_simulated();
    let count = if is_simulated { count } else { EMPTY };
    let mut submit = |job| submit(&pool, job).expect("the pool is open");
    let began = Instant::now();
    println!("🚀 {count} jobs");
    if is_simulated {
        lopsided(count).for_each(&mut submit);
    } else {
        iter::repeat_n(Duration::ZERO, count as usize).for_each(&mut submit);
    }
    println!("📋 all are submitted");
    drop(pool);
    println!("🏁 all workers have ended");
    let took = began.elapsed();
    if is_simulated {
        return format!(
            "\n🎉 {count} jobs, one of 1,000 ms, the others of 10 ms: {} ms\n",
            took.as_millis()
        );
    }
    let mut report =
        format!("\n🎉 {} ns a job\n", took.as_nanos() / u128::from(count));
    if cfg!(debug_assertions) {
        report += "⚠️ this is a debug build: see what it costs with --release\n";
    }
    report
}
