//! Exercise: the primes up to a limit, many numbers a job.

use std::ops::RangeInclusive;

use lab::{channel, thread};
use workloads::job::PoolError;
use workloads::primes::{BatchReport, batch_cost};

/// How many batches, and how many answers, may wait.
const QUEUE: usize = 100;

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
/// workers it may start one more thread. Who has to wait sleeps: nobody asks again
/// and again.
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
    let (batches_tx, batches_rx) = channel::bounded::<RangeInclusive<u32>>(QUEUE);
    let (answers_tx, answers_rx) = channel::bounded(QUEUE);

    let mut handles = Vec::new();
    for worker in 0..workers {
        let batches_rx = batches_rx.clone();
        let answers_tx = answers_tx.clone();
        handles.push(thread::spawn(move || {
            for batch in batches_rx {
                let primes = lab::compute(batch_cost(&batch), || {
                    batch.clone().filter(|&n| is_prime(n)).collect::<Vec<_>>()
                });
                if answers_tx.send((worker, batch, primes)).is_err() {
                    break;
                }
            }
        }));
    }
    drop(batches_rx);
    drop(answers_tx);
    handles.push(thread::spawn(move || {
        for batch in batches(limit, size) {
            if batches_tx.send(batch).is_err() {
                break;
            }
        }
    }));

    let mut report = BatchReport {
        per_worker: vec![0; workers],
        ..BatchReport::default()
    };
    for (worker, batch, primes) in answers_rx {
        report.per_worker[worker] += 1;
        report.batches.push(batch);
        report.primes.extend(primes);
    }
    for handle in handles {
        handle.join().expect("testing a batch does not panic");
    }
    report.batches.sort_unstable_by_key(|batch| *batch.start());
    report.primes.sort_unstable();
    Ok(report)
}
