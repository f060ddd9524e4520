//! Primes, one number a job and many.

use std::ops::RangeInclusive;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use workloads::primes::is_prime;

use super::latch::Latch;
use super::{WORKERS, each};
use benches::measure::{Contender, Table, compare};

/// How many primes there are up to 10,000 and up to 2,000,000.
const TO_10_000: usize = 1_229;
const TO_2_000_000: usize = 148_933;

/// Runs a contender that counts primes, and checks the count. It is to call what it
/// is given with each prime, and with each job that is done.
fn counted(
    expected: usize,
    jobs: usize,
    run: impl FnOnce(Counts) -> Duration,
) -> Duration {
    let counts = Counts {
        found: Arc::default(),
        last: Arc::new(Latch::new(jobs)),
    };
    let took = run(counts.clone());
    assert_eq!(counts.found.load(Relaxed), expected, "primes");
    took
}

#[derive(Clone)]
struct Counts {
    found: Arc<AtomicUsize>,
    last: Arc<Latch>,
}

/// Tests the number of a job; numbers begin at 1.
fn test(counts: Counts) -> impl Fn(u32) + Send + Sync + 'static {
    move |n| {
        if is_prime(n) {
            counts.found.fetch_add(1, Relaxed);
        }
        counts.last.is_done(n as usize - 1);
    }
}

/// Tests the numbers of a batch of so many.
fn test_batch(
    counts: Counts,
    size: u32,
) -> impl Fn(RangeInclusive<u32>) + Send + Sync + 'static {
    move |batch| {
        let number = (batch.start() - 1) / size;
        let primes = batch.filter(|&n| is_prime(n)).count();
        counts.found.fetch_add(primes, Relaxed);
        counts.last.is_done(number as usize);
    }
}

fn batches(
    limit: u32,
    size: u32,
) -> impl Iterator<Item = RangeInclusive<u32>> + Send {
    (1..=limit)
        .step_by(size as usize)
        .map(move |first| first..=limit.min(first + size - 1))
}

#[cfg(feature = "peers")]
fn rayon(limit: u32, expected: usize) -> Contender {
    use rayon::prelude::*;
    let pool = super::peers::rayon_pool(WORKERS);
    Contender::new("rayon par_iter", limit, move || {
        let began = std::time::Instant::now();
        let primes = pool.install(|| {
            (1..=limit).into_par_iter().filter(|&n| is_prime(n)).count()
        });
        assert_eq!(primes, expected, "primes");
        began.elapsed()
    })
}

/// Primes to 10,000, each number a job.
pub fn one_a_job(rounds: usize) -> Table {
    macro_rules! contender {
        ($name:literal, $run:path) => {
            Contender::new($name, 10_000, || {
                counted(TO_10_000, 10_000, |counts| {
                    let last = Arc::clone(&counts.last);
                    $run(WORKERS, 1..=10_000, test(counts), Some(&last))
                })
            })
        };
    }
    let contenders = vec![
        contender!("this pool", each::work_stealing),
        contender!("crossbeam, one message a job", each::crossbeam),
        contender!("Arc<Mutex<Receiver>>", each::mutex_receiver),
        contender!("no pool", each::no_pool),
        #[cfg(feature = "peers")]
        contender!("kanal", super::peers::kanal),
        #[cfg(feature = "peers")]
        contender!("threadpool", super::peers::threadpool),
        #[cfg(feature = "peers")]
        contender!("rayon spawn", super::peers::rayon_spawn),
        #[cfg(feature = "peers")]
        rayon(10_000, TO_10_000),
    ];
    compare(
        "primes",
        "Primes to 10,000, each number a job, two workers",
        rounds,
        "crossbeam, one message a job",
        contenders,
    )
}

fn in_batches(
    id: &'static str,
    title: &'static str,
    rounds: usize,
    (limit, size, expected): (u32, u32, usize),
) -> Table {
    macro_rules! contender {
        ($name:literal, $run:path) => {
            Contender::new($name, limit, move || {
                counted(expected, limit.div_ceil(size) as usize, |counts| {
                    let (jobs, last) =
                        (batches(limit, size), Arc::clone(&counts.last));
                    $run(WORKERS, jobs, test_batch(counts, size), Some(&last))
                })
            })
        };
    }
    let contenders = vec![
        contender!("this pool", each::work_stealing),
        contender!("crossbeam, one message a batch", each::crossbeam),
        contender!("no pool", each::no_pool),
        #[cfg(feature = "peers")]
        rayon(limit, expected),
    ];
    compare(
        id,
        title,
        rounds,
        "crossbeam, one message a batch",
        contenders,
    )
}

/// Primes to 10,000, in batches of 500.
pub fn small_batches(rounds: usize) -> Table {
    let title = "Primes to 10,000 in batches of 500, two workers; ns a number";
    in_batches("primes_500", title, rounds, (10_000, 500, TO_10_000))
}

/// Primes to 2,000,000, in batches of 10,000.
pub fn large_batches(rounds: usize) -> Table {
    let title = "Primes to 2,000,000 in batches of 10,000, two workers; ns a number";
    let what = (2_000_000, 10_000, TO_2_000_000);
    in_batches("primes_10_000", title, rounds.min(5), what)
}
