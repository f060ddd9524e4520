//! The reports of the prime calculators.

use std::fmt;
use std::ops::RangeInclusive;
use std::time::Duration;

use crate::job::PoolError;

/// What a search for primes found, and what it cost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrimeReport {
    /// How many numbers were tested.
    pub tested: usize,
    /// The primes, in ascending order.
    pub primes: Vec<u32>,
    /// How many numbers each worker tested, one entry a worker.
    pub per_worker: Vec<usize>,
    /// The time spent within tests, summed over all workers.
    pub testing: Duration,
    /// The number whose test took longest, and how long; of several, any.
    pub slowest: Option<(u32, Duration)>,
    /// From the first submission to the last result.
    pub took: Duration,
}

impl PrimeReport {
    /// The mean time of a test; zero without any.
    pub fn mean(&self) -> Duration {
        let tested = u32::try_from(self.tested).unwrap_or(u32::MAX);
        self.testing.checked_div(tested).unwrap_or_default()
    }

    /// Tests per second; `None` when no time passed.
    pub fn per_second(&self) -> Option<f64> {
        let seconds = self.took.as_secs_f64();
        (seconds > 0.0).then(|| self.tested as f64 / seconds)
    }
}

/// Has the exercise's functions find the primes up to `limit`.
///
/// # Panics
///
/// When the search refuses.
pub fn demonstrate(
    find: impl FnOnce() -> Result<PrimeReport, PoolError>,
    listing: fn(&[u32], usize) -> String,
) -> Shown {
    let report = find().expect("there are workers");
    let first = listing(&report.primes, 20);
    Shown { report, first }
}

/// A report, and how the exercise lists its primes.
#[derive(Debug)]
pub struct Shown {
    report: PrimeReport,
    first: String,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let report = &self.report;
        writeln!(f, "\n📊 {} numbers tested", report.tested)?;
        writeln!(f, "🔢 {} primes: {}", report.primes.len(), self.first)?;
        let largest = report.primes.iter().rev().take(10);
        let largest: Vec<_> = largest.map(u32::to_string).collect();
        writeln!(f, "🏆 largest: {}", largest.join(", "))?;
        for (worker, tested) in report.per_worker.iter().enumerate() {
            writeln!(f, "👷 worker {} tested {tested}", worker + 1)?;
        }
        if let Some(per_second) = report.per_second() {
            writeln!(f, "📈 mean test {:?}", report.mean())?;
            if let Some((number, took)) = report.slowest {
                writeln!(f, "🐌 slowest: {number} with {took:?}")?;
            }
            writeln!(f, "📈 {per_second:.0} tests per second")?;
        }
        writeln!(f, "🎉 done")
    }
}

/// What a search in batches found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchReport {
    /// The batches that were tested, in ascending order.
    pub batches: Vec<RangeInclusive<u32>>,
    /// The primes, in ascending order.
    pub primes: Vec<u32>,
    /// How many batches each worker tested, one entry a worker.
    pub per_worker: Vec<usize>,
}

impl fmt::Display for BatchReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n📦 {} batches", self.batches.len())?;
        writeln!(f, "🔢 {} primes", self.primes.len())?;
        let largest = self.primes.iter().rev().take(10);
        let largest: Vec<_> = largest.map(u32::to_string).collect();
        writeln!(f, "🏆 largest: {}", largest.join(", "))?;
        for (worker, batches) in self.per_worker.iter().enumerate() {
            writeln!(f, "👷 worker {} tested {batches} batches", worker + 1)?;
        }
        writeln!(f, "🎉 done")
    }
}

/// What testing a number costs in the lab: 10 µs, and for an odd one, which is not
/// divided by 2, 1 µs more for each number up to its square root.
pub fn test_cost(number: u32) -> Duration {
    let divisors = if number.is_multiple_of(2) {
        0
    } else {
        number.isqrt()
    };
    Duration::from_micros(10 + u64::from(divisors))
}

/// What testing a batch costs in the lab: 10 µs a number.
pub fn batch_cost(batch: &RangeInclusive<u32>) -> Duration {
    let numbers = batch.end() - batch.start() + 1;
    Duration::from_micros(10) * numbers
}

/// Whether `n` has exactly two divisors: given, for `prime_batches`.
pub fn is_prime(n: u32) -> bool {
    let mut divisors = (2..).take_while(|&d| d <= n / d);
    n >= 2 && divisors.all(|d| !n.is_multiple_of(d))
}
