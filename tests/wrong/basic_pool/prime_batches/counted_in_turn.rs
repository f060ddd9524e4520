//! Wrong: counts the batches for the workers in turn, whoever tested them.

use lab::channel;
use lab::thread;
use std::ops::RangeInclusive;
use workloads::job::PoolError;
use workloads::primes::{BatchReport, batch_cost};

pub fn batches(limit: u32, size: u32) -> Vec<RangeInclusive<u32>> {
    let size = size.max(1);
    let count = limit.div_ceil(size);
    (0..count)
        .map(|i| i * size + 1..=limit.min((i * size).saturating_add(size)))
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
    let (tx, rx) = channel::bounded::<RangeInclusive<u32>>(workers);
    let (atx, arx) = channel::unbounded();
    let hs: Vec<_> = (0..workers)
        .map(|w| {
            let rx = rx.clone();
            let atx = atx.clone();
            thread::spawn(move || {
                for batch in rx {
                    let primes: Vec<u32> = lab::compute(batch_cost(&batch), || {
                        batch.clone().filter(|n| is_prime(*n)).collect()
                    });
                    atx.send((w, batch, primes)).unwrap();
                }
            })
        })
        .collect();
    drop(rx);
    drop(atx);
    for b in batches(limit, size) {
        tx.send(b).unwrap();
    }
    drop(tx);
    let mut report = BatchReport {
        per_worker: vec![0; workers],
        ..Default::default()
    };
    let mut all: Vec<_> = arx.iter().collect();
    for h in hs {
        h.join().unwrap();
    }
    all.sort_by_key(|(_, b, _)| *b.start());
    for (i, (w, b, p)) in all.into_iter().enumerate() {
        let _ = w;
        report.per_worker[i % workers] += 1;
        report.batches.push(b);
        report.primes.extend(p);
    }
    Ok(report)
}
