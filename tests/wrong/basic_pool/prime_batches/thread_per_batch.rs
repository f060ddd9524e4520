//! Wrong: a thread for each batch, as many at once as there should be workers.

use std::ops::RangeInclusive;

use lab::{channel, thread};
use workloads::job::PoolError;
use workloads::primes::{BatchReport, batch_cost};

/// Cuts `1..=limit` into batches of `size` numbers, in ascending order; the last
/// one has what is left. A `size` of 0 counts as 1.
pub fn batches(limit: u32, size: u32) -> Vec<RangeInclusive<u32>> {
    let size = size.max(1);
    let first = (1..=limit).step_by(size as usize);
    first
        .map(|first| first..=limit.min(first.saturating_add(size - 1)))
        .collect()
}

/// Tests the numbers `1..=limit` with `workers` threads, `size` numbers a job,
/// and sends no more than one answer a batch. The fields of [`BatchReport`] say what
/// is asked for.
///
/// A worker tests the numbers of a batch with `is_prime`, within
/// `lab::compute(batch_cost(&batch), …)`, so that batches take time in the lab too.
/// A free worker takes the oldest batch that nobody has taken yet.
///
/// Returns when every batch is tested and every worker has ended. Besides the
/// workers it may start one more thread.
///
/// # Errors
///
/// [`PoolError::NoWorkers`] when `workers` is 0.
pub fn find_primes_in_batches(
    limit: u32,
    workers: usize,
    size: u32,
    is_prime: fn(u32) -> bool,
) -> Result<BatchReport, PoolError> {
    if workers == 0 {
        return Err(PoolError::NoWorkers);
    }
    let (places_tx, places_rx) = channel::bounded(workers);
    for worker in 0..workers {
        places_tx.send(worker).expect("the receiver is here");
    }
    let mut handles = Vec::new();
    let mut report = BatchReport {
        per_worker: vec![0; workers],
        ..BatchReport::default()
    };
    for batch in batches(limit, size) {
        let worker = places_rx.recv().expect("a sender is here");
        let places_tx = places_tx.clone();
        handles.push(thread::spawn(move || {
            let primes = lab::compute(batch_cost(&batch), || {
                batch.clone().filter(|&n| is_prime(n)).collect::<Vec<_>>()
            });
            places_tx.send(worker).expect("the receiver is here");
            (worker, batch, primes)
        }));
    }
    for handle in handles {
        let (worker, batch, primes) = handle.join().expect("no panic");
        report.per_worker[worker] += 1;
        report.batches.push(batch);
        report.primes.extend(primes);
    }
    report.batches.sort_unstable_by_key(|batch| *batch.start());
    report.primes.sort_unstable();
    Ok(report)
}
