//! What the steps cost: in the lab how long they need, outside how much a job costs.

use std::fmt::Write;
use std::iter;
use std::time::Duration;

use lab::println;
use lab::sync::Arc;
use lab::sync::atomic::{AtomicU32, Ordering::Relaxed};
use lab::time::Instant;
use lab::utils::Backoff;
use workloads::batching;

use super::step::Step;

/// Jobs that may wait.
const QUEUE: usize = 16_384;

/// For so many jobs in bulk, one is submitted only when the one before is done: that
/// takes longer.
const IN_BULK_FOR_A_TRIP: u32 = 50;

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
    pool.submit_all(batching::lopsided(count));
    pool.finish();
    println!("🏁 {}", S::NAME);
    Row {
        name: S::NAME,
        bulk: began.elapsed(),
        trip: Duration::ZERO,
    }
}

/// Outside: the cost of a job that does nothing, of `count` in bulk and of fewer that
/// are submitted one by one.
pub(super) fn empty_jobs<S: Step>(workers: usize, count: u32) -> Row {
    let median = |measure: fn(usize, u32) -> Duration, count: u32| {
        let mut rounds: Vec<_> =
            (0..ROUNDS).map(|_| measure(workers, count)).collect();
        rounds.sort_unstable();
        rounds[ROUNDS / 2] / count.max(1)
    };
    Row {
        name: S::NAME,
        bulk: median(bulk::<S>, count),
        trip: median(trips::<S>, count.div_ceil(IN_BULK_FOR_A_TRIP)),
    }
}

fn bulk<S: Step>(workers: usize, count: u32) -> Duration {
    let pool = S::start(workers, QUEUE, drop);
    let began = Instant::now();
    pool.submit_all(iter::repeat_n(Duration::ZERO, count as usize));
    pool.finish();
    began.elapsed()
}

fn trips<S: Step>(workers: usize, count: u32) -> Duration {
    let done = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&done);
    let pool = S::start(workers, QUEUE, move |_| {
        counter.fetch_add(1, Relaxed);
    });
    let began = Instant::now();
    for n in 1..=count {
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
