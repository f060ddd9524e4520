//! What the steps cost: in the lab how long they need, outside how much a job costs.

use std::fmt::Write;
use std::iter;
use std::time::Duration;

use lab::println;
use lab::sync::Arc;
use lab::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use lab::time::Instant;
use lab::utils::Backoff;

use super::step::Step;

/// Jobs that may wait.
const QUEUE: usize = 16_384;

/// Jobs that do nothing, in one round.
const EMPTY: usize = 1_000_000;

/// Jobs of which each is submitted when the one before is done, in one round.
const TRIPS: usize = 20_000;

/// How often a cost is measured; the median counts.
const ROUNDS: usize = 5;

/// What one step needs.
pub(super) struct Row {
    name: &'static str,
    /// In the lab, for all jobs; outside, for one.
    bulk: Duration,
    /// Outside: for a job that is waited for.
    trip: Duration,
}

/// In the lab: one job of a second, and behind it `count` - 1 of 10 ms.
pub(super) fn lopsided<S: Step>(workers: usize, count: u32) -> Row {
    println!("🚀 {}", S::NAME);
    let began = Instant::now();
    let pool = S::start(workers, QUEUE, lab::work);
    let long = iter::once(Duration::from_secs(1));
    let short = iter::repeat(Duration::from_millis(10));
    pool.submit_all(long.chain(short).take(count as usize));
    pool.finish();
    println!("🏁 {}", S::NAME);
    Row {
        name: S::NAME,
        bulk: began.elapsed(),
        trip: Duration::ZERO,
    }
}

/// Outside: the cost of jobs that do nothing, in bulk and one by one.
pub(super) fn empty_jobs<S: Step>(workers: usize) -> Row {
    let median = |measure: fn(usize) -> Duration| {
        let mut rounds: Vec<_> = (0..ROUNDS).map(|_| measure(workers)).collect();
        rounds.sort_unstable();
        rounds[ROUNDS / 2]
    };
    Row {
        name: S::NAME,
        bulk: median(bulk::<S>) / EMPTY as u32,
        trip: median(trips::<S>) / TRIPS as u32,
    }
}

fn bulk<S: Step>(workers: usize) -> Duration {
    let pool = S::start(workers, QUEUE, drop);
    let began = Instant::now();
    pool.submit_all(iter::repeat_n(Duration::ZERO, EMPTY));
    pool.finish();
    began.elapsed()
}

fn trips<S: Step>(workers: usize) -> Duration {
    let done = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&done);
    let pool = S::start(workers, QUEUE, move |_| {
        count.fetch_add(1, Relaxed);
    });
    let began = Instant::now();
    for n in 1..=TRIPS {
        pool.submit_all(iter::once(Duration::ZERO));
        let backoff = Backoff::new();
        while done.load(Relaxed) < n {
            backoff.snooze();
        }
    }
    let took = began.elapsed();
    pool.finish();
    took
}

pub(super) fn table_of_times(workers: usize, count: u32, rows: &[Row]) -> String {
    let mut table = format!(
        "\n📊 {workers} workers, {count} jobs: one of 1,000 ms, the others of 10 ms\n"
    );
    for row in rows {
        let millis = row.bulk.as_millis();
        let _ = writeln!(table, "   {:<22} {millis:>6} ms", row.name);
    }
    table + "🎉 what jobs that do nothing cost on your machine: --real\n"
}

pub(super) fn table_of_costs(workers: usize, rows: &[Row]) -> String {
    let mut table = format!(
        "\n📊 {workers} workers, jobs that do nothing; ns a job, median of {ROUNDS}\n   \
         {:<22} {:>8} {:>10}\n",
        "", "in bulk", "one by one"
    );
    for row in rows {
        let (bulk, trip) = (row.bulk.as_nanos(), row.trip.as_nanos());
        let _ = writeln!(table, "   {:<22} {bulk:>8} {trip:>10}", row.name);
    }
    if cfg!(debug_assertions) {
        table += "⚠️ this is a debug build: see what it costs with --release\n";
    }
    table
}
