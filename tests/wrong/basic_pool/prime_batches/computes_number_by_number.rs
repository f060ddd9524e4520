//! Wrong: each number is computed for itself.

use std::ops::RangeInclusive;

use lab::{channel, thread};
use workloads::job::PoolError;
use workloads::primes::{BatchReport, batch_cost};

const QUEUE: usize = 100;

pub fn batches(limit: u32, size: u32) -> Vec<RangeInclusive<u32>> {
    let size = size.max(1);
    let first = (1..=limit).step_by(size as usize);
    first
        .map(|first| first..=limit.min(first.saturating_add(size - 1)))
        .collect()
}

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
                let mut primes = Vec::new();
                for n in batch.clone() {
                    if lab::compute(batch_cost(&(n..=n)), || is_prime(n)) {
                        primes.push(n);
                    }
                }
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
